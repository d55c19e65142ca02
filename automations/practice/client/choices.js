// Controls that hold a choice, and buttons named after what pressing them does.

const chosenName = (row, value) => (row.choices.find(one => one.value === value) || { name: '' }).name;

function list(row, role, optionRole, checked, change, close) {
  const options = row.choices.map(choice => {
    const option = el('div', { role: optionRole, tabindex: -1, class: 'option' }, choice.name);
    option.addEventListener('click', () => { close(); change(choice.value); });
    option.addEventListener('keydown', event => { if (event.key === ' ' || event.key === 'Enter') option.click(); });
    return option;
  });
  const box = el('div', { role, hidden: true, class: 'popup' }, ...options);
  const show = value => options.forEach((one, index) => one.setAttribute(checked, String(row.choices[index].value === value)));
  return { box, show };
}

/** A button that opens a list drawn elsewhere on the page, and closes it again. */
function opens(row, button, made) {
  document.body.append(mark(made.box, row.marker || `control:${row.setting}`));
  const toggle = open => { made.box.hidden = !open; button.setAttribute('aria-expanded', String(open)); };
  toggle(false);
  if (!row.disabled) button.addEventListener('click', () => toggle(made.box.hidden));
  document.addEventListener('keydown', event => { if (event.key === 'Escape') toggle(false); });
  return toggle;
}

platform.draw.combobox = (row, change) => {
  const id = `c${next()}`;
  const box = el('div', { role: 'combobox', id, tabindex: 0, 'aria-haspopup': 'listbox', 'aria-labelledby': `${id}l ${id}`, 'aria-disabled': row.disabled && 'true', class: 'pill' });
  let toggle;
  const made = list(row, 'listbox', 'option', 'aria-selected', change, () => toggle(false));
  toggle = opens(row, box, made);
  return { element: el('div', { class: 'row' }, el('span', { id: `${id}l` }, row.label), box), show: value => { box.textContent = chosenName(row, value); made.show(value); } };
};

platform.draw.menu = (row, change) => {
  const button = el('button', { type: 'button', 'aria-haspopup': 'menu', class: 'pill', disabled: row.disabled }, row.label);
  let toggle;
  const made = list(row, 'menu', 'menuitemradio', 'aria-checked', change, () => toggle(false));
  toggle = opens(row, button, made);
  return { element: el('div', { class: 'row' }, button), show: made.show };
};

platform.draw.listbox = (row, change) => {
  const id = `b${next()}`;
  const made = list(row, 'listbox', 'option', 'aria-selected', change, () => {});
  made.box.hidden = false;
  made.box.setAttribute('aria-labelledby', id);
  if (row.disabled) made.box.setAttribute('aria-disabled', 'true');
  return { element: el('div', { class: 'row' }, el('span', { id }, row.label), made.box), show: made.show };
};

platform.draw.segmented = (row, change) => {
  const buttons = row.choices.map(choice => {
    const button = el('button', { type: 'button', class: 'pill', disabled: row.disabled }, choice.name);
    button.addEventListener('click', () => change(choice.value));
    return button;
  });
  const show = value => buttons.forEach((one, index) => one.setAttribute('aria-pressed', String(row.choices[index].value === value)));
  return { element: el('div', { role: 'group', 'aria-label': row.label, class: 'row' }, ...buttons), show };
};

platform.draw.dialog = (row, change) => {
  const button = el('button', { type: 'button', class: 'pill', disabled: row.disabled }, row.label);
  const name = `d${next()}`;
  const inputs = row.choices.map(choice => el('input', { type: 'radio', name, value: choice.value }));
  const labels = row.choices.map((choice, index) => el('label', { class: 'option' }, inputs[index], choice.name));
  const confirm = el('button', { type: 'button' }, view.texts.confirm || 'Confirm');
  const dialog = el('dialog', { 'aria-label': row.label }, ...labels, confirm, el('form', { method: 'dialog' }, el('button', {}, view.texts.cancel || 'Cancel')));
  let now;
  button.addEventListener('click', () => { inputs.forEach((one, index) => { one.checked = row.choices[index].value === now; }); dialog.showModal(); });
  confirm.addEventListener('click', () => { dialog.close(); change(row.choices[inputs.findIndex(one => one.checked)].value); });
  return { element: el('div', { class: 'row' }, button, dialog), show: value => { now = value; } };
};

/** Its name says what pressing it does, and so what is the case now. */
platform.draw.action = (row, change) => {
  const button = el('button', { type: 'button', class: 'pill', disabled: row.disabled });
  let now;
  button.addEventListener('click', () => change(now === row.on ? row.off : row.on));
  const show = value => { now = value; button.textContent = value === row.on ? row.label : row.done; };
  return { element: el('div', { class: 'row' }, button), show };
};
