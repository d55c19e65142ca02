// Grammarly's account page shows its settings only once they are opened.

platform.shell = () => {
  const main = el('main', {}, el('h1', {}, view.title));
  const root = document.getElementById('root');
  root.append(main);
  if (!view.rows.length) return main;
  const inner = el('section', { hidden: true });
  const opener = mark(el('button', { type: 'button', class: 'quiet', 'aria-expanded': 'false' }, 'Settings'), 'opener');
  opener.addEventListener('click', () => { inner.hidden = false; opener.setAttribute('aria-expanded', 'true'); });
  main.append(opener, inner);
  return inner;
};
