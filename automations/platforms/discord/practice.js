// Discord's shell: the settings lie over the page, behind a button and a tab.

platform.shell = () => {
  const root = document.getElementById('root');
  const main = el('main', {}, el('h1', {}, view.kind === 'settings' ? 'Friends' : view.title));
  root.append(main);
  if (!view.handle || view.kind !== 'settings') return main;
  const panel = el('div', { role: 'tabpanel', 'aria-label': view.title, hidden: true }, el('h1', {}, view.title));
  const layer = el('div', { class: 'dc-layer', 'aria-label': 'USER_SETTINGS', hidden: true }, tabs(panel), panel);
  const settings = mark(el('button', { type: 'button', 'aria-label': 'User Settings', class: 'quiet' }, '\u2699'), 'opener');
  settings.addEventListener('click', () => { layer.hidden = false; });
  root.append(el('section', { 'aria-label': 'User area', class: 'dc-user' }, view.handle, settings), layer);
  return panel;
};

function tabs(panel) {
  const names = ['My Account', view.title, 'Log Out'];
  const drawn = names.map(name => mark(el('button', { type: 'button', role: 'tab', class: 'quiet', 'aria-selected': 'false' }, name),
    name === view.title ? 'opener' : 'other tab'));
  for (const one of drawn) one.addEventListener('click', () => {
    for (const other of drawn) other.setAttribute('aria-selected', String(other === one));
    panel.hidden = one.textContent !== view.title;
  });
  return el('nav', { role: 'tablist', 'aria-label': 'User Settings' }, ...drawn);
}
