// Stack Overflow's own: the banner that asks about cookies while there is no answer, and the preferences.

/** Drawn as the banner while it asks; else as the link that opens the preferences. */
platform.draw.banner = (row, change) => {
  const element = el('div');
  const known = row.label === 'Customize settings' ? view.texts.footer : row.label;
  const preferences = () => {
    if (document.getElementById('onetrust-pc-sdk')) return;
    const toggles = view.texts.others.split(', ').map(name => toggle(name, now === 'all', false));
    const close = mark(el('button', { type: 'button', class: 'quiet' }, 'Confirm my choices'), 'preferences');
    const dialog = mark(el('div', { id: 'onetrust-pc-sdk', role: 'dialog', 'aria-label': 'Privacy Preference Center', class: 'so-dialog' },
      el('h2', {}, 'Cookie preferences'), toggle(view.texts.needed, true, true), ...toggles, close), 'preferences');
    close.addEventListener('click', () => dialog.remove());
    document.body.append(dialog);
  };
  const opener = (tag, name, attributes) => {
    const button = mark(el(tag, attributes, name), 'opener');
    button.addEventListener('click', event => { event.preventDefault(); preferences(); });
    return button;
  };
  let now;
  const show = value => {
    if (value === now && element.firstChild) return;
    now = value;
    const asks = value === 'none';
    element.replaceChildren(asks ? banner(row, change, opener) : '', el('div', { class: 'so-foot' }, opener('a', known, { href: '#' })));
  };
  return { element, show };
};

function banner(row, change, opener) {
  const button = (name, marker, css, value) => {
    const made = el('button', { type: 'button', class: css, disabled: row.disabled }, name);
    if (marker) mark(made, marker);
    made.addEventListener('click', () => change(value));
    return made;
  };
  return el('div', { class: 'js-consent-banner so-banner', role: 'alertdialog', 'aria-label': 'Your privacy' },
    el('p', {}, 'By clicking “Accept all cookies”, you agree that cookies are stored on your device.'),
    button('Accept all cookies', 'banner-accept', 'js-accept-cookies js-consent-banner-hide', 'all'),
    button('Necessary cookies only', '', 'js-reject-cookies js-consent-banner-hide quiet', 'necessary'),
    opener('button', row.label, { type: 'button', class: 'js-cookie-settings quiet', 'data-consent-popup-loader': 'banner' }));
}

function toggle(name, on, locked) {
  const id = `category-${next()}`;
  const input = el('input', { type: 'checkbox', id, class: 'js-editor-toggle-state', disabled: locked });
  input.checked = on;
  return el('div', { class: 'row' }, el('label', { for: id }, name), input);
}
