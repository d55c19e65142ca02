// LinkedIn's own shell and controls, as public scripts and replicas of its settings pages know them (2025-26).

/** The values that the page's HTML states; they reach the switches a little later where a flag says so. */
platform.states = async doors => {
  if (view.flags.statedAfter) await new Promise(resolve => setTimeout(resolve, view.flags.statedAfter));
  const code = document.querySelector('code[id^="bpr-guid-"]');
  const entities = code ? JSON.parse(code.textContent).included : [];
  for (const door of doors) {
    const entity = entities.find(one => door.write.path.endsWith(`/${one.key}`));
    if (entity) values.set(door.setting, entity.value);
  }
};

/** A native box in the role of a switch, named by an element whose id is the key of the setting. */
platform.draw.switch = (row, change) => {
  const [api, key] = row.doors[0].write.path.split('/').slice(-2);
  const known = api === 'settingsApiSettings' && !key.startsWith('practice');
  const name = known ? key : `practice-${next()}`;
  const input = el('input', {
    type: 'checkbox', role: 'switch', class: 'li-switch', 'aria-labelledby': name, disabled: row.disabled,
    id: row.setting === 'linkedin.member_cookies' ? 'nonEssentialCookieConsent' : undefined,
  });
  input.addEventListener('change', () => change(input.checked ? row.on : row.off));
  const element = el('div', { class: 'row' }, el('span', { id: name }, row.label || view.title), input);
  return { element, show: value => showBox(input, row, value) };
};

/** Notices that stop a visitor stand alone, without any `main`. */
platform.shell = () => {
  const root = document.getElementById('root');
  if (view.kind === 'stop') {
    const notice = el('div', { class: 'li-stop' });
    root.append(notice);
    return notice;
  }
  const main = el('main', { class: 'li-main' }, el('h1', {}, view.title));
  root.append(el('header', { class: 'li-head' }, el('strong', {}, view.platform), view.handle ? navigation() : null), main);
  if (view.path.startsWith('/mypreferences/d/categories/privacy')) main.append(rowsOfPrivacy());
  if (view.handle) root.append(el('aside', { id: 'msg-overlay', class: 'li-messages' }, 'Messaging'));
  return main;
};

function navigation() {
  const item = (to, name) => el('a', { href: to, class: 'global-nav__primary-link' }, name);
  return el('nav', { class: 'global-nav' }, item('/feed/', 'Home'), item('/mynetwork/', 'My Network'), item(`/in/${view.handle}/`, 'Me'));
}

function rowsOfPrivacy() {
  const rows = view.menu.map(link => el('a', { href: link.to, class: 'li-link' }, link.title));
  return el('section', {}, el('h2', {}, view.texts.uses), ...rows);
}

platform.banner = banner => {
  const bar = el('div', { class: 'artdeco-global-alert banner', type: 'COOKIE_CONSENT' }, el('p', {}, banner.text));
  for (const [marker, action, name] of [['banner-accept', 'ACCEPT', banner.accept], ['banner-refuse', 'DENY', banner.refuse]]) {
    const button = mark(el('button', { type: 'button', 'action-type': action, class: action === 'DENY' ? 'quiet' : '' }, name), marker);
    button.addEventListener('click', () => bar.remove());
    bar.append(button);
  }
  document.body.append(bar);
};

/** Name and password on one page, with a box to stay signed in that only its label draws; then the PIN, if one is due. */
platform.signIn = main => {
  const problem = el('p', { role: 'alert' });
  const stay = [
    el('input', { type: 'checkbox', id: 'rememberMeOptIn-checkbox', class: 'li-undrawn' }),
    el('label', { for: 'rememberMeOptIn-checkbox', class: 'li-stay' }, 'Keep me logged in'),
  ];
  const show = (form, following) => {
    form.addEventListener('submit', async event => {
      event.preventDefault();
      const answer = await following();
      if (answer.errors) problem.textContent = answer.errors[0].message;
      else if (answer.next) show(formOf(['code'], [], 'email-pin-challenge'), () => answers(['code'], answer.flow));
      else location.assign(answer.to);
    });
    main.replaceChildren(form, problem);
  };
  show(formOf(['identifier', 'password'], stay), () => answers(['identifier', 'password']));
};

function formOf(entries, more, id) {
  const asked = entries.map(what => view.signIn.entries.find(entry => entry.what === what));
  const labels = asked.map(entry => el('label', {}, entry.label, mark(el('input', entry.input), entry.what)));
  const last = asked[asked.length - 1];
  return el('form', { class: 'sign-in', id }, ...labels, ...more, mark(el('button', last.button_attributes, last.button), 'next'));
}

/** Sends the entries one after the other, and returns what was said to the last. */
async function answers(entries, flow) {
  let answer = { flow };
  for (const what of entries) {
    const { input } = view.signIn.entries.find(entry => entry.what === what);
    const body = JSON.stringify({ flow: answer.flow, what, value: document.getElementById(input.id).value });
    const headers = { 'content-type': 'application/json' };
    answer = await (await fetch(view.signIn.posts_to, { method: 'POST', headers, body })).json();
    if (answer.errors) return answer;
  }
  return answer;
}
