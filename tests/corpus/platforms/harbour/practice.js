// Harbour's own page around its controls.

platform.shell = () => {
  const main = el('main', {}, el('h2', {}, view.title));
  const account = view.handle ? el('span', { 'data-account': view.handle }, `@${view.handle}`) : null;
  document.getElementById('root').append(el('header', {}, el('strong', {}, view.platform), ' ', account), main);
  return main;
};
