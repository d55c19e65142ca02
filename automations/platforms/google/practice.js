// Google's chips, boxes and buttons: the Gemini page as a clone measured it (2026), the others by inference.

/** The account button says name and address; a page without a person has none. */
platform.shell = () => {
  const main = el('main', {}, el('h1', {}, view.title));
  const name = `Google Account: Practice Person  \n(${view.handle})`;
  const account = el('a', { href: 'https://myaccount.google.com/', 'aria-label': name, 'data-account': view.handle, class: 'g-account' }, 'P');
  document.getElementById('root').append(el('header', { class: 'g-head' }, el('strong', {}, 'Google'), view.handle ? account : null), main);
  if (view.path === '/product/gemini') main.append(mark(el('button', { type: 'button', class: 'quiet', 'aria-label': 'Choose an auto-delete option' }, 'Auto-delete'), 'auto-delete'));
  return main;
};

/** A card: a heading, a chip that shows "On" or "Off", and the menu that it opens. Only one name of a chip is recorded. */
platform.draw.menu = (row, change) => {
  const id = `g${next()}`;
  const chip = el('button', { type: 'button', id, 'aria-haspopup': 'menu', class: 'pill', disabled: row.disabled });
  const box = el('div', { role: 'menu', class: 'g-menu', hidden: true });
  const heading = el('h2', { id: `${id}h` }, view.texts[row.setting.replace('practice.twin.', '')] || row.label);
  const since = el('p', { class: 'help' });
  const toggle = open => { box.hidden = !open; chip.setAttribute('aria-expanded', String(open)); };
  toggle(false);
  chip.addEventListener('click', () => toggle(box.hidden));
  const card = el('section', { class: 'g-card' }, heading, el('div', {}, chip, box), since);
  card.addEventListener('keydown', event => { if (event.key === 'Escape') toggle(false); });
  const show = value => {
    const on = value === row.on;
    const chosen = row.choices.find(one => one.value === value);
    nameChip(row, chip, heading, value !== row.off);
    chip.textContent = chosen ? chosen.name : '';
    since.textContent = on ? 'On since 1 January' : '';
    const [, , gone] = row.choices;
    const items = on ? [[view.texts.turn_off, row.off, '1 step'], [gone.name, gone.value, '2 steps']] : [['Turn on', row.on, '1 step']];
    box.replaceChildren(...items.map(([name, next, hint]) => {
      const item = el('div', { role: 'menuitem', tabindex: -1, class: 'option' }, name, el('small', { 'aria-hidden': 'true', class: 'help' }, hint));
      item.addEventListener('click', () => { toggle(false); change(next); });
      item.addEventListener('keydown', event => { if (event.key === ' ' || event.key === 'Enter') item.click(); });
      return next === gone.value ? mark(item, 'trap') : item;
    }));
  };
  return { element: card, show };
};

function nameChip(row, chip, heading, on) {
  if (row.setting.endsWith('google.keep_activity')) chip.setAttribute('aria-label', on ? row.label : 'Turn on your Keep Activity setting');
  else if (row.setting.endsWith('google.search_services_history')) chip.setAttribute('aria-label', row.label);
  else chip.setAttribute('aria-labelledby', `${heading.id} ${chip.id}`);
}

const nativeBox = platform.draw.checkbox;

/** A row in the role of a checkbox, but on the page of shared endorsements. */
platform.draw.checkbox = (row, change) => {
  if (view.path === '/shared-endorsements') return nativeBox(row, change);
  const box = el('div', { role: 'checkbox', tabindex: 0, 'aria-label': row.label, 'aria-disabled': row.disabled && 'true', class: 'g-box row' });
  const press = () => { if (!row.disabled) change(box.getAttribute('aria-checked') === 'true' ? row.off : row.on); };
  box.addEventListener('click', press);
  box.addEventListener('keydown', event => { if (event.key === ' ') { event.preventDefault(); press(); } });
  box.append(el('span', { 'aria-hidden': 'true' }, row.label));
  return { element: box, show: value => box.setAttribute('aria-checked', row.mixed ? 'mixed' : String(value === row.on)) };
};

/** The drop-down of My Ad Center: its name says what pressing it does. It is drawn anew with every change. */
platform.draw.action = (row, change) => {
  const place = el('div', { class: 'row' });
  let button;
  const show = value => {
    const on = value === row.on;
    const name = on ? row.label : row.done;
    if (button && button.getAttribute('aria-label') === name) return;
    button = el('button', { type: 'button', class: 'pill', 'aria-label': name, disabled: row.disabled }, `Personalized ads: ${on ? 'On' : 'Off'}`);
    button.addEventListener('click', async () => {
      await change(on ? row.off : row.on);
      if (on && valueOf(row) === row.off) notice();
    });
    place.replaceChildren(button);
  };
  return { element: place, show };
};

function notice() {
  const button = mark(el('button', { type: 'button' }, view.texts.got_it), 'confirm');
  const sheet = el('div', { class: 'scrim' }, el('div', { role: 'dialog', 'aria-modal': 'true', 'aria-label': 'Done', class: 'sheet' }, el('h1', {}, 'Personalized ads are off'), button));
  button.addEventListener('click', () => sheet.remove());
  document.body.append(sheet);
}
