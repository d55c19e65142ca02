// Reddit's own: components with open shadow roots on the new pages, and one plain form on the old ones.

const old = location.hostname === 'old.reddit.com';
const GROUPS = {
  'reddit.list_profile_old': 'Discoverability', 'reddit.partner_ads': 'Advertising',
};

/** A component whose switch is the component itself: its state is an attribute of the host. A press anywhere toggles. */
platform.draw.switch = (row, change) => {
  const host = el('faceplate-switch-input', {
    role: 'switch', tabindex: 0, 'aria-label': row.label, 'aria-disabled': row.disabled && 'true', disabled: row.disabled,
  });
  const show = value => {
    const on = value !== undefined && value === row.on;
    host.setAttribute('aria-checked', row.mixed ? 'mixed' : String(on));
    host.toggleAttribute('checked', on && !row.mixed);
  };
  const toggle = () => { if (!row.disabled) change(host.getAttribute('aria-checked') === 'true' ? row.off : row.on); };
  host.addEventListener('click', toggle);
  host.addEventListener('keydown', event => { if (event.key === ' ') { event.preventDefault(); toggle(); } });
  const text = el('div', {}, el('div', { 'aria-hidden': 'true' }, row.label), row.help ? el('div', { class: 'help' }, row.help) : null);
  const group = GROUPS[row.setting] ? el('h2', { class: 'reddit-group' }, GROUPS[row.setting]) : null;
  const minors = row.disabled ? el('p', { class: 'help' }, view.texts.minors) : null;
  const line = el('div', { class: row.disabled ? 'reddit-row dim' : 'reddit-row' }, text, host);
  return { element: el('div', {}, group, minors, line), show };
};

/** The old boxes carry the names of their preferences. */
platform.draw.checkbox = (row, change) => {
  const name = row.doors[0].write.key;
  const input = el('input', { type: 'checkbox', name, id: name, disabled: row.disabled });
  input.addEventListener('change', () => change(input.checked ? row.on : row.off));
  return { element: el('div', { class: 'row' }, input, el('label', { for: name }, row.label)), show: value => showBox(input, row, value) };
};

platform.shell = () => (old ? oldShell() : newShell());

function newShell() {
  const tab = view.path.startsWith('/settings/') ? view.path.split('/')[2] : '';
  const section = el(tab ? `settings-${tab}-section` : 'div');
  const inside = el('div', {}, el('h1', {}, view.title));
  if (tab === 'privacy' && view.rows.length) inside.append(...others());
  if (tab) section.attachShadow({ mode: 'open' }).append(document.querySelector('link[rel=stylesheet]').cloneNode(), inside);
  else section.append(inside);
  const app = el('shreddit-app', { 'user-logged-in': String(Boolean(view.handle)) },
    el('header', { class: 'reddit-head' }, el('a', { href: '/' }, 'reddit'), visitorsToo(), view.handle ? links() : el('a', { href: '/login/' }, 'Log In')),
    el('main', {}, section));
  app.style.display = 'block';
  document.getElementById('root').append(app);
  return inside;
}

/** Rows that are somebody's own choice. */
function others() {
  const follow = mark(el('faceplate-switch-input', { role: 'switch', tabindex: 0, 'aria-label': 'Allow people to follow you', 'aria-checked': 'true', checked: true }), 'neighbour');
  const link = (to, name) => mark(el('a', { href: to, class: 'reddit-row' }, name), 'neighbour');
  return [
    el('h2', { class: 'reddit-group' }, 'Social interactions'),
    el('div', { class: 'reddit-row' }, el('div', { 'aria-hidden': 'true' }, 'Allow people to follow you'), follow),
    mark(el('button', { type: 'button', class: 'quiet' }, 'Who can send you chat requests'), 'neighbour'),
    mark(el('button', { type: 'button', class: 'quiet' }, 'Blocked accounts'), 'neighbour'),
    link('/prefs/apps', 'Third-party app authorizations'),
  ];
}

/** The button of the user drawer is there for everybody. */
function visitorsToo() {
  return el('button', { type: 'button', id: 'expand-user-drawer-button', class: 'quiet' }, 'Expand user menu');
}

function links() {
  return el('nav', {}, el('a', { href: '/settings/account' }, 'Settings'), el('a', { href: `/user/${view.handle}/` }, 'View Profile'));
}

/** One form, sent as a whole; the browser goes where it leads. */
function oldShell() {
  const form = el('form', { method: 'post', action: '/post/options', class: 'pretty-form' }, el('input', { type: 'hidden', name: 'uh', value: 'practice' }));
  const user = view.handle ? el('span', { class: 'user' }, el('a', { href: `https://old.reddit.com/user/${view.handle}/` }, view.handle)) : null;
  document.body.classList.add('reddit-old');
  if (view.handle) document.body.classList.add('loggedin');
  document.getElementById('root').append(el('div', { id: 'header' }, el('strong', {}, view.title), user), form);
  form.addEventListener('click', event => {
    if (event.target.localName !== 'button' || event.target.textContent !== view.save) return;
    event.stopImmediatePropagation();
    if (!view.flags.sendsNothing) sendAll(form);
  }, true);
  return form;
}

function sendAll(form) {
  const sent = el('form', { method: 'post', action: '/post/options', hidden: true });
  for (const [row] of shown) {
    const value = pending.has(row) ? pending.get(row) : valueOf(row);
    for (const door of row.doors) sent.append(el('input', { type: 'hidden', name: door.write.key, value: String(value) }));
  }
  form.after(sent);
  sent.submit();
}

platform.banner = banner => {
  const accept = mark(el('button', { type: 'button' }, banner.accept), 'banner-accept');
  const refuse = mark(el('button', { type: 'button', class: 'quiet' }, banner.refuse), 'banner-refuse');
  const bar = el('reddit-cookie-banner');
  const inside = el('div', { class: 'banner' }, el('p', {}, banner.text), el('div', { id: 'accept-all-cookies-button' }, accept), el('div', { id: 'reject-nonessential-cookies-button' }, refuse));
  for (const button of [accept, refuse]) button.addEventListener('click', () => bar.remove());
  bar.attachShadow({ mode: 'open' }).append(document.querySelector('link[rel=stylesheet]').cloneNode(), inside);
  document.body.append(bar);
};

/** Each field in a component's shadow root; name and password together, then the code, if one is due. */
platform.signIn = main => {
  const problem = el('p', { role: 'alert' });
  const field = (what, id) => {
    const entry = view.signIn.entries.find(one => one.what === what);
    const input = mark(el('input', entry.input), what);
    const host = el('faceplate-text-input', { id });
    host.attachShadow({ mode: 'open' }).append(el('label', {}, entry.label, input));
    return { what, input, host };
  };
  const step = (fields, id, button, flow) => {
    button = mark(button, 'next');
    button.addEventListener('click', async () => {
      let answer = { flow };
      for (const { what, input } of fields) {
        const body = JSON.stringify({ flow: answer.flow, what, value: input.value });
        answer = await (await fetch(view.signIn.posts_to, { method: 'POST', headers: { 'content-type': 'application/json' }, body })).json();
        if (answer.errors) { problem.textContent = answer.errors[0].message; return; }
      }
      if (answer.next) step([field('code', 'one-time-code-appOtp')], 'login-app-otp', el('button', { type: 'button' }, 'Check code'), answer.flow);
      else location.assign(answer.to);
    });
    main.replaceChildren(el('faceplate-form', { id, class: 'sign-in' }, ...fields.map(one => one.host), button), problem);
  };
  const both = [field('identifier', 'login-username'), field('password', 'login-password')];
  step(both, 'login', el('button', { type: 'button', class: 'login' }, 'Log In'));
};
