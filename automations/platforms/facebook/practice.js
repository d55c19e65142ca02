// Meta's Accounts Center: rows open a dialog, in which nothing is saved before its last button.

/** The row behind which the button of a setting is, where the page only lists the setting. */
const BEHIND = { 'meta.off_meta_activity': 'Your activity off Meta technologies' };
if (view.path === '/ad_preferences') BEHIND['meta.activity_from_other_businesses'] = 'Activity from other businesses';

platform.draw.dialog = (row, change) => {
  let now;
  const opener = rowButton(row.label, () => review(row, now, change));
  const show = value => { now = value; };
  const behind = BEHIND[row.setting.replace('practice.twin.', '')];
  if (!behind) return { element: el('div', { class: 'row' }, opener), show };
  const inside = el('div', { hidden: true }, opener);
  const first = rowButton(behind, () => { inside.hidden = !inside.hidden; first.setAttribute('aria-expanded', String(!inside.hidden)); });
  first.setAttribute('aria-expanded', 'false');
  return { element: el('div', {}, el('div', { class: 'row' }, first), inside), show };
};

function rowButton(name, pressed) {
  const button = el('div', { role: 'button', tabindex: 0, class: 'meta-row' }, name);
  button.addEventListener('click', pressed);
  return button;
}

/** The choices are inputs with names of their own: the first allows, the second does not. */
function review(row, now, change) {
  const inputs = row.choices.map((choice, index) => el('input', { type: 'radio', name: `radio${index + 1}`, disabled: row.disabled }));
  const choose = index => inputs.forEach((one, other) => { one.checked = other === index; });
  inputs.forEach((one, index) => one.addEventListener('change', () => choose(index)));
  choose(row.choices.findIndex(one => one.value === now));
  const labels = row.choices.map((choice, index) => el('label', { class: 'option' }, inputs[index], choice.name));
  const leave = el('button', { type: 'button', class: 'quiet', 'aria-label': view.texts.close }, '✕');
  const confirm = el('button', { type: 'button' }, view.texts.confirm);
  const box = el('div', { role: 'dialog', 'aria-modal': 'true', 'aria-label': row.label, tabindex: -1, class: 'sheet' }, leave, el('h1', {}, row.label), ...labels, confirm);
  const sheet = mark(el('div', { class: 'scrim' }, box), row.marker);
  const away = () => sheet.remove();
  leave.addEventListener('click', away);
  box.addEventListener('keydown', event => { if (event.key === 'Escape') away(); });
  confirm.addEventListener('click', () => {
    const chosen = inputs.findIndex(one => one.checked);
    away();
    if (chosen >= 0 && row.choices[chosen].value !== now) change(row.choices[chosen].value);
  });
  document.body.append(sheet);
  box.focus();
}

platform.shell = () => {
  const main = el('main', { class: 'meta-main' }, el('h1', {}, view.title));
  document.getElementById('root').append(el('header', { class: 'meta-head' }, el('strong', {}, view.platform)), main);
  return main;
};
