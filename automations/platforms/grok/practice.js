// grok.com shows its settings in a dialog over the chat, when the address asks for it.

platform.shell = () => {
  const chat = el('main', {}, el('h1', {}, 'What do you want to know?'));
  const root = document.getElementById('root');
  root.append(chat);
  if (view.kind !== 'settings') return chat;
  const inner = el('div', { role: 'tabpanel' }, el('h2', {}, view.title));
  const tabs = el('div', { role: 'tablist' }, el('button', { type: 'button', role: 'tab', 'aria-selected': 'true', class: 'quiet' }, view.title));
  if (location.search.includes('_s=data')) root.append(el('div', { role: 'dialog', 'aria-label': 'Settings' }, tabs, inner));
  return inner;
};
