// Claude's own switch: a native box in that role, named by its text, with the explaining words beside it.

platform.draw.switch = (row, change) => {
  const id = `claude-${next()}`;
  const input = el('input', { type: 'checkbox', role: 'switch', id, disabled: row.disabled, 'aria-describedby': `${id}-help` });
  input.addEventListener('change', () => change(input.checked ? row.on : row.off));
  const words = el('div', {}, el('label', { for: id }, row.label), el('p', { id: `${id}-help`, class: 'help' }, row.help));
  return { element: el('div', { class: 'row' }, words, input), show: value => showBox(input, row, value) };
};

/** Nobody is named anywhere. */
platform.shell = () => {
  const main = el('main', {}, el('h1', {}, 'Settings'), el('h2', {}, view.title));
  document.getElementById('root').append(main);
  if (view.flags.terms !== undefined) setTimeout(() => showTerms(), view.flags.terms);
  return main;
};

/** New terms over the page, with the same switch in them, set on beforehand (as reported). */
function showTerms() {
  const title = 'Updates to Consumer Terms and Policies';
  const row = view.rows[0];
  const inner = el('button', { type: 'button', role: 'switch', class: 'switch', 'aria-label': row ? row.label : title, 'aria-checked': 'true' });
  inner.addEventListener('click', () => inner.setAttribute('aria-checked', String(inner.getAttribute('aria-checked') !== 'true')));
  const accept = el('button', { type: 'button' }, 'Accept');
  const later = el('button', { type: 'button', class: 'quiet' }, 'Not now');
  const box = el('div', { role: 'dialog', 'aria-modal': 'true', 'aria-label': title, class: 'sheet' }, el('h1', {}, title), inner, accept, later);
  document.body.append(mark(el('div', { class: 'scrim' }, box), 'terms'));
}
