// Draws the page, and tells what happens when a person changes something on it.

const shown = new Map();
const pending = new Map();

/** Shows in all controls what is known now. */
function showAll() {
  for (const [row, drawn] of shown) drawn.show(pending.has(row) ? pending.get(row) : valueOf(row));
}

function drawRows(main) {
  const list = el('div', { class: 'rows', 'data-testid': view.container || undefined });
  for (const row of view.rows) {
    const named = { ...row, label: row.unlabelled ? '' : row.label };
    const drawn = platform.draw[row.kind](named, value => changed(row, value));
    mark(drawn.element, row.marker);
    shown.set(row, drawn);
    if (row.unlabelled) list.append(el('span', {}, row.label));
    place(row, drawn, list);
  }
  list.append(...view.traps.map(trap => platform.trap(trap)));
  main.append(list);
  if (view.save) main.append(saveButton());
  showAll();
}

async function changed(row, value) {
  if (row.ask && row.ask.when === value) {
    showAll();
    if (!(await ask(row.ask))) return;
  }
  if (view.save) {
    pending.set(row, value);
    showAll();
    return;
  }
  await saved(row, value);
}

/** Sends one change: flips at once, and back when the platform refuses. */
async function saved(row, value) {
  const before = row.doors.map(door => [door.setting, values.get(door.setting)]);
  const back = () => { for (const [setting, old] of before) values.set(setting, old); showAll(); };
  if (!view.flags.waitsForAnswer) keep(row, value);
  showAll();
  const accepted = await send(row, value);
  if (!accepted) {
    back();
    if (view.onError === 'toast') toast(view.texts.write_failure);
    return false;
  }
  keep(row, value);
  showAll();
  if (view.flags.flipsBackAfter !== undefined) setTimeout(back, view.flags.flipsBackAfter);
  if (row.reloads) location.reload();
  return true;
}

function saveButton() {
  const status = el('p', { role: 'status' });
  const button = mark(el('button', { type: 'button' }, view.save), 'save');
  button.addEventListener('click', async () => {
    const changes = [...pending];
    pending.clear();
    const sent = view.flags.sendsFirstOnly ? changes.slice(0, 1) : changes;
    const accepted = await Promise.all(sent.map(([row, value]) => saved(row, value)));
    for (const [row, value] of changes) if (accepted.every(Boolean)) keep(row, value);
    showAll();
    status.textContent = accepted.every(Boolean) ? view.texts.saved || 'Saved' : view.texts.write_failure;
  });
  return el('div', {}, button, status);
}

function loadFailed(main) {
  shown.clear();
  for (const list of main.querySelectorAll('.rows, .spinner')) list.remove();
  if (view.onLoadFailure === 'not_found') {
    main.append(el('p', {}, view.texts.not_found));
    return;
  }
  const retry = mark(el('button', { type: 'button' }, view.texts.retry), 'retry');
  const notice = el('div', { class: 'failure' }, el('p', {}, view.texts.load_failure), retry);
  retry.addEventListener('click', () => { notice.remove(); drawSettings(main); });
  main.append(notice);
}

async function drawSettings(main) {
  const spinner = el('div', { class: 'spinner', role: 'progressbar' });
  if (view.waits) main.append(spinner);
  else drawRows(main);
  try {
    await load(view.rows);
  } catch {
    loadFailed(main);
    return;
  }
  spinner.remove();
  if (view.waits) drawRows(main);
  else showAll();
}

function drawSignIn(main) {
  let flow;
  const problem = el('p', { role: 'alert' });
  const form = el('div', { class: 'sign-in' });
  main.append(form, problem);
  const step = what => {
    const entry = view.signIn.entries.find(one => one.what === what);
    const input = mark(el('input', entry.input), what);
    const button = mark(el('button', { type: 'button', ...entry.button_attributes }, entry.button), 'next');
    const go = async () => {
      problem.textContent = '';
      const answer = await (await fetch(view.signIn.posts_to, {
        method: 'POST', headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ flow, what, value: input.value }),
      })).json();
      flow = answer.flow || flow;
      if (answer.errors) problem.textContent = answer.errors[0].message;
      else if (answer.next) step(answer.next);
      else location.assign(answer.to);
    };
    button.addEventListener('click', go);
    input.addEventListener('keydown', event => { if (event.key === 'Enter') go(); });
    form.replaceChildren(el('label', {}, entry.label, input), button);
    input.focus();
  };
  step(view.signIn.entries[0].what);
}

function start() {
  watch(document);
  const main = platform.shell();
  for (const line of view.lines) main.append(el('p', { class: 'help' }, line));
  if (view.signIn) platform.signIn(main);
  else if (view.form) drawForm(main);
  else if (view.rows.length || view.traps.length) drawSettings(main);
  if (view.banner) platform.banner(view.banner);
  if (view.prompt) showPrompt();
  document.body.append(el('footer', {}, `Practice page. It imitates ${view.platform}; nothing here is real.`));
}

start();
