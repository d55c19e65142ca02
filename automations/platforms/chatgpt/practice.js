// ChatGPT's switches. By the flag `dialog` they stand in a dialog that a row opens; "on_done" saves when that is done.

const plainSwitch = platform.draw.switch;

platform.draw.switch = (row, change) => (view.flags.dialog ? inDialog(row, change) : plainSwitch(row, change));

function inDialog(row, change) {
  let wished;
  let now;
  const waits = view.flags.dialog === 'on_done';
  const drawn = plainSwitch(row, value => {
    wished = value;
    if (waits) drawn.show(value);
    else change(value);
  });
  const done = mark(el('button', { type: 'button' }, 'Done'), 'save');
  const dialog = el('dialog', { 'aria-label': 'Model improvement' }, el('h2', {}, 'Model improvement'), drawn.element, done);
  const state = el('span', {});
  const opener = mark(el('button', { type: 'button', class: 'quiet', 'aria-haspopup': 'dialog' }, row.label, ' ', state), 'opener');
  opener.addEventListener('click', () => { wished = now; dialog.showModal(); });
  done.addEventListener('click', () => { dialog.close(); if (waits && wished !== now) change(wished); });
  const show = value => { now = value; state.textContent = value === row.on ? 'On' : 'Off'; drawn.show(value); };
  document.body.append(mark(dialog, row.marker));
  return { element: el('div', { class: 'row' }, opener), show };
}

/** Nobody is named anywhere. */
platform.shell = () => {
  const main = el('main', {}, el('h1', {}, view.title));
  document.getElementById('root').append(main);
  return main;
};
