// Shutterstock's own: a profile menu on every page, and switches that say Yes or No beside each other.

/** A switch with a word beside it, as all four have. */
function yesOrNo(name, disabled, pressed) {
  const id = `option-${next()}`;
  const word = el('span', { 'aria-hidden': 'true', class: 'sstk-word' });
  const button = el('button', { type: 'button', role: 'switch', class: 'switch', 'aria-labelledby': id, disabled });
  button.addEventListener('click', () => pressed(button.getAttribute('aria-checked') !== 'true'));
  const show = on => {
    button.setAttribute('aria-checked', String(on));
    word.textContent = on === true ? 'Yes' : 'No';
  };
  return { element: el('div', { class: 'row' }, el('span', { id }, name), word, button), show };
}

platform.draw.switch = (row, change) => {
  const { element, show } = yesOrNo(row.label, row.disabled, on => change(on ? row.on : row.off));
  return { element, show: value => show(row.mixed ? 'mixed' : value === row.on) };
};

/** The sales: switches like the others, above them. */
platform.trap = trap => {
  const { element, show } = yesOrNo(trap.button, false, async on => {
    show(on);
    await post('/__practice/trap', { loses: trap.loses });
  });
  show(true);
  element.classList.add('sstk-sales');
  return mark(element, 'trap');
};

platform.shell = () => {
  const main = el('main', {}, el('h1', {}, view.title));
  const upload = el('button', { type: 'button', 'data-testid': 'desktop-upload-button' }, 'Upload');
  document.getElementById('root').append(el('header', { class: 'sstk-head' }, el('strong', {}, 'Contributor'), view.handle ? upload : null, view.handle ? profile() : null), main);
  if (view.rows.length) main.append(el('h2', {}, view.texts.section));
  return main;
};

function profile() {
  const opener = mark(el('button', { type: 'button', class: 'quiet', 'aria-haspopup': 'menu', 'aria-expanded': 'false' }, 'Profile menu'), 'opener');
  const items = [[view.texts.settings, 'Account settings'], ['/practice/tax', 'Tax center'], ['/practice/out', 'Log out']];
  const links = items.map(([to, name]) => mark(el('a', { href: to, class: 'sstk-link' }, name), name === 'Account settings' ? 'opener' : 'menu'));
  const menu = el('div', { class: 'sstk-menu', hidden: true }, ...links);
  opener.addEventListener('click', () => {
    menu.hidden = !menu.hidden;
    opener.setAttribute('aria-expanded', String(!menu.hidden));
  });
  return el('div', { class: 'sstk-profile' }, opener, menu);
}
