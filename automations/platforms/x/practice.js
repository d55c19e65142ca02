// X's own shell and controls, as its web client of 2025-07 drew them.

platform.testids = {
  sheet: 'confirmationSheetDialog',
  confirm: 'confirmationSheetConfirm',
  cancel: 'confirmationSheetCancel',
  toast: 'toast',
};

/** Text and a drawn square; over the square lies the real, invisible box. */
platform.draw.checkbox = (row, change) => {
  const id = `CHECKBOX_${next()}_LABEL`;
  const input = el('input', { type: 'checkbox', class: 'x-input', 'aria-describedby': id, disabled: row.disabled });
  const square = el('div', { class: 'x-square' });
  const tick = '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M9.64 18.95l-5.55-4.86 1.32-1.5 4.08 3.56 8.9-11.05 1.56 1.25z"/></svg>';
  input.addEventListener('change', () => change(input.checked ? row.on : row.off));
  const label = el('label', { role: 'label', class: 'row' }, el('div', { class: 'x-text' }, el('span', {}, row.label)),
    el('div', { class: 'x-box' }, square, input));
  const link = el('a', { href: 'https://help.x.com/', rel: 'noopener' }, view.texts.learn_more);
  const help = el('div', { id, class: 'help' }, row.help ? `${row.help} ` : '', row.help ? link : '');
  const show = value => {
    showBox(input, row, value);
    square.innerHTML = input.checked ? tick : '';
    square.classList.toggle('ticked', input.checked);
  };
  return { element: el('div', { class: row.disabled ? 'x-row dim' : 'x-row' }, label, help), show };
};

/** The switch of the old combined page. */
platform.draw.switch = (row, change) => {
  const input = el('input', { type: 'checkbox', role: 'switch', class: 'x-switch', disabled: row.disabled });
  input.addEventListener('change', () => change(input.checked ? row.on : row.off));
  const label = el('label', { class: 'row' }, el('span', {}, row.label), input);
  return { element: el('div', { class: 'x-row' }, label), show: value => showBox(input, row, value) };
};

platform.shell = () => {
  const main = el('main', { role: 'main', class: 'x-main' });
  const heading = el('h2', { role: 'heading', 'aria-level': '2' }, view.title);
  const primary = el('section', { 'data-testid': 'primaryColumn', class: 'x-primary' }, heading);
  if (view.kind === 'settings' && view.handle) main.append(menu());
  main.append(primary);
  const root = document.getElementById('root');
  root.className = `x-${view.kind}`;
  root.append(view.handle ? navigation() : el('header', { role: 'banner', class: 'x-nav' }, logo()), main);
  return primary;
};

function logo() {
  return el('div', { class: 'x-logo', 'aria-hidden': 'true' }, '\u{1d54f}');
}

function navigation() {
  const item = (testid, to, name) => el('a', { href: to, role: 'link', 'data-testid': testid, 'aria-label': name }, name);
  return el('header', { role: 'banner', class: 'x-nav' }, logo(),
    el('nav', { role: 'navigation', 'aria-label': 'Primary' },
      item('AppTabBar_Home_Link', '/home', 'Home'),
      item('AppTabBar_Explore_Link', '/explore', 'Explore'),
      item('AppTabBar_Profile_Link', `/${view.handle}`, 'Profile'),
      item('settings', '/settings', 'Settings')),
    el('button', { type: 'button', class: 'x-account quiet', 'data-testid': 'SideNav_AccountSwitcher_Button', 'aria-label': 'Account menu' }, `@${view.handle}`));
}

function menu() {
  const rows = view.menu.map(link => el('a', { href: link.to, role: 'tab', 'aria-selected': String(link.to === view.path), class: 'x-link' },
    el('span', {}, link.title), link.text ? el('span', { class: 'help' }, link.text) : null));
  return el('section', { class: 'x-menu', 'aria-label': 'Section navigation' }, el('h2', {}, view.texts.heading), el('div', { role: 'tablist' }, ...rows));
}
