// GitHub's drop-downs: a button that shows the value, and a menu of radios. Which of its ways it is, a flag says.

/** `details`: the older way, a summary that opens a menu; `select`: a native one; else a button. */
platform.draw.menu = (row, change) => {
  const ways = { details: asDetails, select: platform.draw.select };
  return (ways[view.flags.way] || asButton)(row, change);
};

function asButton(row, change) {
  const id = `policy-${next()}`;
  const shown = el('span', { id: `${id}-value` });
  const button = el('button', { type: 'button', id, 'aria-haspopup': 'true', 'aria-labelledby': `${id}-name ${id}-value`, class: 'quiet', disabled: row.disabled }, shown);
  let toggle;
  const made = list(row, 'menu', 'menuitemradio', 'aria-checked', change, () => toggle(false));
  toggle = opens(row, button, made);
  const show = value => { shown.textContent = chosenName(row, value); made.show(value); };
  return { element: el('div', { class: 'row' }, el('span', { id: `${id}-name` }, row.label), button), show };
}

function asDetails(row, change) {
  const shown = el('span', {});
  const summary = el('summary', { role: 'button', 'aria-haspopup': 'menu', class: 'quiet', 'aria-disabled': row.disabled && 'true' }, `${row.label} `, shown);
  const details = el('details', {}, summary);
  const made = list(row, 'menu', 'menuitemradio', 'aria-checked', change, () => { details.open = false; });
  made.box.hidden = false;
  details.append(made.box);
  if (row.disabled) summary.addEventListener('click', event => event.preventDefault());
  const show = value => { shown.textContent = chosenName(row, value); made.show(value); };
  return { element: el('div', { class: 'row' }, details), show };
}

platform.shell = () => {
  const main = el('main', {}, el('h1', {}, view.title));
  document.getElementById('root').append(main);
  if (view.rows.length) main.append(neighbour());
  return main;
};

/** Another policy on the same page, drawn alike. */
function neighbour() {
  const row = { setting: 'practice.neighbour', marker: 'neighbour', label: 'Suggestions matching public code', choices: [{ value: 1, name: 'Enabled' }, { value: 2, name: 'Disabled' }] };
  const drawn = asButton(row, () => {});
  drawn.show(1);
  return mark(drawn.element, 'neighbour');
}
