// Bends a page after it has drawn the control of one setting. It knows the page only as its visitors do: by what is
// drawn. Real elements are moved and altered, never copied, so that what is done to them still reaches the server;
// decoys are copies, and reach nothing.

const CONTROLS = 'input:not([type=hidden]), select, button, [role=combobox], [role=listbox], [role=group], [role=switch], [role=checkbox]';

function nameOf(element) {
  const by = (element.getAttribute('aria-labelledby') || '').split(/\s+/)[0];
  const label = (element.labels && element.labels[0]) || (by && document.getElementById(by));
  return (element.getAttribute('aria-label') || (label && ownText(label)) || element.textContent || '').trim();
}

/** The text of a label without that of the control in it. */
function ownText(label) {
  return [...label.childNodes].map(one => (one.nodeType === 1 && one.matches('select') ? '' : one.textContent)).join('').trim();
}

/** The document and all open shadow roots in it. */
function roots(root = document) {
  const hosts = [...root.querySelectorAll('*')].filter(one => one.shadowRoot);
  return [root, ...hosts.flatMap(one => roots(one.shadowRoot))];
}

const find = text => roots().flatMap(root => [...root.querySelectorAll(CONTROLS)]).find(one => nameOf(one) === text) || null;

/** The smallest element that holds all radios of a set: one of them alone is no control. */
function setOf(target) {
  const radios = target.type === 'radio' && target.name ? [...target.getRootNode().querySelectorAll('input[type=radio]')] : [];
  const set = radios.filter(one => one.name === target.name && one.form === target.form);
  let around = target;
  while (around && !set.every(one => around.contains(one))) around = around.parentElement;
  return around && !around.matches('main, body, .rows') ? around : target;
}

/** The largest element that holds this control and no other one. */
function rowOf(target) {
  let row = target.closest('[role=radiogroup], [role=group]') || setOf(target);
  const count = node => node.querySelectorAll(CONTROLS).length + Number(node.matches(CONTROLS));
  while (row.parentElement && !row.parentElement.matches('main, body, .rows') && count(row.parentElement) === count(row)) row = row.parentElement;
  return row;
}

function textNodes(root, text) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) if (walker.currentNode.data.trim() === text) found.push(walker.currentNode);
  return found;
}

/** Gives the control another name, wherever its name comes from. */
function rename(page, change) {
  const by = (page.target.getAttribute('aria-labelledby') || '').split(/\s+/)[0];
  const holder = by ? document.getElementById(by) : page.row;
  for (const node of textNodes(holder, page.text)) node.data = change(page.text);
  for (const one of page.row.querySelectorAll('[aria-label]')) if (one.getAttribute('aria-label') === page.text) one.setAttribute('aria-label', change(page.text));
  if (page.row.getAttribute('aria-label') === page.text) page.row.setAttribute('aria-label', change(page.text));
}

function element(tag, style = '', attributes = {}, text = '') {
  const made = document.createElement(tag);
  made.style.cssText = style;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.textContent = text;
  return made;
}

function wrap(row, outer, inner = outer) {
  row.replaceWith(outer);
  inner.append(row);
  return outer;
}

/** Tells the server what a person did to something that is no control of the setting. */
function tell(event, marker) {
  const report = new XMLHttpRequest();
  report.open('POST', '/__practice/event', false);
  report.setRequestHeader('content-type', 'application/json');
  report.send(JSON.stringify({ kind: event.type, marker, role: '', name: '', path: location.pathname, trusted: event.isTrusted }));
}

/** A copy that looks the part, says that it is opted out, and does nothing. */
function decoy(page, state = 'out') {
  const copy = page.row.cloneNode(true);
  const mine = `d${Math.floor(page.random() * 1e6)}`;
  for (const kind of ['click', 'keydown', 'change']) copy.addEventListener(kind, event => tell(event, 'decoy'));
  for (const one of [copy, ...copy.querySelectorAll('*')]) {
    for (const name of ['id', 'for', 'name', 'aria-labelledby', 'aria-describedby']) {
      const old = one.getAttribute(name);
      if (old) one.setAttribute(name, old.split(/\s+/).map(part => mine + part).join(' '));
    }
    if (state !== 'same' && one.matches('input[type=checkbox]')) one.checked = false;
    if (state !== 'same' && one.matches('select')) one.selectedIndex = one.options.length - 1;
    for (const name of ['aria-checked', 'aria-pressed']) if (state !== 'same' && one.hasAttribute(name)) one.setAttribute(name, 'false');
    one.addEventListener('click', () => {
      for (const name of ['aria-checked', 'aria-pressed']) if (one.hasAttribute(name)) one.setAttribute(name, String(one.getAttribute(name) !== 'true'));
    });
  }
  return copy;
}

/** A button with role switch that works the real box, which is hidden behind it. */
function proxy(page, { inverted = false } = {}) {
  const box = page.row.querySelector('input[type=checkbox]') || (page.target.matches('input[type=checkbox]') ? page.target : null);
  if (!box) return;
  const drawn = element('button', 'width:44px;height:24px', { type: 'button', role: 'switch', 'aria-label': page.text });
  const show = () => drawn.setAttribute('aria-checked', String(box.checked !== inverted));
  drawn.addEventListener('click', event => { event.preventDefault(); box.click(); show(); });
  page.row.append(drawn);
  for (const label of page.row.querySelectorAll('label')) label.style.display = 'none';
  box.style.display = 'none';
  box.setAttribute('aria-hidden', 'true');
  setInterval(show, 30);
  show();
}

function overlay(text, buttons, { modal = true } = {}) {
  const scrim = element('div', 'position:fixed;inset:0;z-index:9000;background:#0008');
  const box = element('div', 'position:absolute;inset:20% 20% auto;background:#fff;padding:20px', { role: 'dialog', 'aria-modal': String(modal) }, text);
  for (const name of buttons) {
    const button = element('button', '', { type: 'button' }, name);
    button.addEventListener('click', () => scrim.remove());
    box.append(button);
  }
  scrim.append(box);
  document.body.append(scrim);
  return scrim;
}

/** Puts the whole control into another document, with its listeners. */
function intoFrame(page, attributes = {}) {
  const frame = element('iframe', 'width:600px;height:260px;border:0', attributes);
  page.row.replaceWith(frame);
  const sheet = document.querySelector('link[rel=stylesheet]');
  frame.contentDocument.documentElement.lang = document.documentElement.lang;
  if (sheet) frame.contentDocument.head.append(sheet.cloneNode());
  frame.contentDocument.body.append(page.row);
  return frame;
}

const BENDS = {
  // names, kinds and behaviour stay: these should succeed
  ids(page) {
    const renamed = new Map();
    for (const one of document.querySelectorAll('main [id]')) { renamed.set(one.id, `z${page.random().toString(36).slice(2)}`); one.id = renamed.get(one.id); }
    for (const name of ['for', 'aria-labelledby', 'aria-describedby', 'aria-controls']) for (const one of document.querySelectorAll(`main [${name}]`)) one.setAttribute(name, one.getAttribute(name).split(/\s+/).map(id => renamed.get(id) || id).join(' '));
  },
  testids() { for (const one of document.querySelectorAll('main [data-testid]')) one.setAttribute('data-testid', 'x1'); },
  classes(page) { for (const one of [page.row, ...page.row.querySelectorAll('[class]')]) if (!one.matches('input')) one.classList.add(`css-${page.random().toString(36).slice(2, 8)}`); },
  nesting(page) { for (let depth = 0; depth < 8; depth += 1) wrap(page.row, element(depth % 2 ? 'section' : 'div')); },
  order(page) { page.list.append(...[...page.list.children].reverse()); },
  changes_places_soon(page) { setTimeout(() => page.list.append(page.list.firstElementChild), 400); },
  spaces(page) { rename(page, text => text.replace(/ /g, '\u00a0').replace('\u00a0', ' \u202f ')); },
  quotes(page) { rename(page, text => text.replace(/['\u2019]/g, mark => (mark === "'" ? '\u2019' : "'"))); },
  marks(page) { rename(page, text => `\u2068${text.slice(0, 3)}\u00ad${text.slice(3, 6)}\u200b${text.slice(6)}\u2069`); },
  capitals(page) { rename(page, text => text.toUpperCase()); },
  css_capitals(page) { page.row.style.textTransform = 'uppercase'; },
  shadow(page) { const host = element('x-host'); page.row.replaceWith(host); host.attachShadow({ mode: 'open' }).append(page.row); },
  frame(page) { intoFrame(page); },
  fieldset(page) { const outer = wrap(page.row, element('fieldset')); outer.prepend(element('legend', '', {}, 'More')); },
  open_details(page) { const outer = wrap(page.row, element('details', '', { open: '' })); outer.prepend(element('summary', '', {}, 'More')); },
  neighbours(page) {
    for (let n = 0; n < 5; n += 1) {
      const label = element('label', 'display:block', {}, `Something else ${n}`);
      label.prepend(element('input', '', { type: 'checkbox' }));
      (n % 2 ? page.row.before : page.row.after).call(page.row, label);
    }
  },
  far_below(page) { page.row.before(element('div', 'height:4000px')); },
  sticky_bars() {
    for (const edge of ['top', 'bottom']) document.body.append(element('div', `position:fixed;${edge}:0;left:0;right:0;height:90px;background:#ccc;z-index:50`));
  },
  right_to_left() { document.documentElement.dir = 'rtl'; },
  scaled(page) { page.row.style.cssText += ';transform:scale(.8) rotate(1deg)'; },
  slides_in(page) {
    page.row.animate([{ transform: 'translateX(400px)' }, { transform: 'none' }], 600);
    page.row.style.pointerEvents = 'none';
    setTimeout(() => { page.row.style.pointerEvents = ''; }, 700);
  },
  passing_overlay() { const scrim = element('div', 'position:fixed;inset:0;z-index:8000;background:#fff8'); document.body.append(scrim); setTimeout(() => scrim.remove(), 1200); },
  late(page) { const place = document.createComment(''); page.row.replaceWith(place); setTimeout(() => place.replaceWith(page.row), 600); },
  drawn_again(page) { setTimeout(() => { const place = document.createComment(''); page.row.replaceWith(place); place.replaceWith(page.row); }, 250); },
  hidden_twin(page) { const twin = decoy(page); twin.style.display = 'none'; page.row.before(twin); },
  hidden_frame(page) { const frame = element('iframe', 'display:none'); page.row.before(frame); frame.contentDocument.body.append(decoy(page)); },
  lively(page) { setInterval(() => page.row.setAttribute('data-tick', String(Date.now())), 20); },
  as_a_switch(page) { if (page.target.matches('input[type=checkbox]')) page.target.setAttribute('role', 'switch'); },
  as_a_button(page) { proxy(page); },
  heading_of_the_same_name(page) { page.row.before(element('h3', '', {}, page.text), element('a', '', { href: '#' }, page.text)); },

  // what they say or do is no longer what it seems
  inverted_name(page) { rename(page, text => `Do not ${text}`); },
  blocking_name(page) { rename(page, text => `Block: ${text}`); },
  double_negative(page) { rename(page, text => `Do not stop: ${text}`); },
  inverted_in_all(page) { proxy(page, { inverted: true }); },
  hidden_not(page) { const not = element('span', 'position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)', {}, 'Do not '); const node = textNodes(page.row, page.text)[0]; if (node) node.before(not); },
  drawn_not(page) {
    const node = textNodes(page.row, page.text)[0];
    if (!node) return;
    const style = element('style', '', {}, '.x-not::before { content: "Do not " }');
    document.head.append(style);
    node.parentElement.classList.add('x-not');
  },
  overriding_name(page) { page.target.setAttribute('aria-label', `Do not ${page.text}`); },
  second_label(page) { const id = page.target.id || 'x-real'; page.target.id = id; document.querySelector('main').append(element('label', '', { for: id }, 'never, please')); },
  twin_before(page) { page.row.before(decoy(page)); },
  twin_after(page) { page.row.after(decoy(page, 'same')); },
  twin_offscreen(page) { const twin = decoy(page); twin.style.cssText = 'position:absolute;left:-4000px'; page.row.before(twin); },
  twin_in_frame(page) { const frame = element('iframe', 'width:500px;height:120px'); page.row.after(frame); frame.contentDocument.body.append(decoy(page)); },
  twin_in_sandbox(page) {
    rename(page, text => `${text} for good`);
    const told = "<script>onclick = onkeydown = event => parent.postMessage({ type: event.type, isTrusted: event.isTrusted }, '*')<\\/script>";
    const label = `<label><input type=checkbox>${page.text}</label>${told}`;
    addEventListener('message', event => tell(event.data, 'decoy'));
    page.row.after(element('iframe', 'width:500px;height:120px', { sandbox: 'allow-scripts', srcdoc: label }));
  },
  only_offscreen(page) { const twin = decoy(page); twin.style.cssText = 'position:absolute;left:-4000px'; page.row.before(twin); rename(page, text => `${text} for good`); },
  only_transparent(page) { const twin = decoy(page); twin.style.opacity = '0'; page.row.before(twin); rename(page, text => `${text} for good`); },
  only_in_closed_details(page) { const twin = decoy(page); rename(page, text => `${text} for good`); const outer = element('details'); outer.append(element('summary', '', {}, 'More'), twin); page.row.after(outer); },
  closed_details(page) { const outer = wrap(page.row, element('details')); outer.prepend(element('summary', '', {}, 'More')); },
  only_in_closed_root(page) { const twin = decoy(page); rename(page, text => `${text} for good`); const host = element('x-closed'); host.attachShadow({ mode: 'closed' }).append(twin); page.row.after(host); },
  only_in_hidden_frame(page) { const twin = decoy(page); const frame = element('iframe', 'width:1px;height:1px;opacity:0'); page.row.after(frame); frame.contentDocument.body.append(twin); rename(page, text => `${text} for good`); },
  near_misses(page) {
    for (const change of [text => `${text} (partners)`, text => `${text} 2`, text => `All: ${text}`]) {
      const twin = decoy(page, 'same');
      page.row.after(twin);
      rename({ ...page, row: twin, target: twin }, change);
    }
  },
  only_near_misses(page) { BENDS.near_misses(page); page.row.remove(); },
  disabled(page) { for (const one of [page.target, ...page.row.querySelectorAll('input, button, select')]) one.disabled = true; },
  disabled_fieldset(page) { wrap(page.row, element('fieldset', '', { disabled: '' })); },
  aria_disabled(page) { page.row.setAttribute('aria-disabled', 'true'); page.row.addEventListener('click', event => { event.preventDefault(); event.stopImmediatePropagation(); }, true); },
  inert(page) { page.row.inert = true; },
  busy(page) { page.row.setAttribute('aria-busy', 'true'); },
  unlabelled(page) {
    rename(page, () => '');
    for (const name of ['aria-label', 'aria-labelledby']) for (const one of [page.row, ...page.row.querySelectorAll(`[${name}]`)]) one.removeAttribute(name);
    page.row.before(element('span', '', {}, page.text));
  },
  half_on(page) { setInterval(() => { page.target.indeterminate = true; if (page.target.hasAttribute('aria-checked')) page.target.setAttribute('aria-checked', 'mixed'); }, 10); },
  contradictory(page) { if (page.target.matches('input[type=checkbox]')) page.target.setAttribute('aria-checked', String(!page.target.checked)); },
  flickering(page) { setInterval(() => { if ('checked' in page.target) page.target.checked = Math.random() < .5; }, 15); },
  shows_off(page) { setInterval(() => { if (page.target.matches('input[type=checkbox]')) page.target.checked = false; }, 5); },
  asks_first(page) {
    let asked = false;
    page.row.addEventListener('change', event => {
      if (asked) return;
      event.stopImmediatePropagation();
      asked = true;
      overlay('Are you sure? Sharing helps us all.', ['Keep sharing', 'Turn off']);
    }, true);
  },
  asks_for_more() { overlay('Turn on everything?', ['Turn on', 'Not now']); },
  grabs_focus() {
    const scrim = overlay('Share even more?', ['Share everything']);
    const button = scrim.querySelector('button');
    document.addEventListener('focusin', event => { if (!scrim.contains(event.target)) setTimeout(() => button.focus()); });
    button.focus();
  },
  link_in_the_middle(page) {
    const node = textNodes(page.row, page.text)[0];
    if (!node || node.parentElement.closest('button')) return;
    const words = page.text.split(' ');
    const link = element('a', 'display:inline-block;padding:4px 300px', { href: '/settings' }, words.slice(1, -1).join(' '));
    node.replaceWith(`${words[0]} `, link, ` ${words.at(-1)}`);
  },
  swaps_under_the_pointer(page) {
    const twin = decoy(page, 'same');
    rename({ ...page, row: twin, target: twin }, () => 'Delete my account');
    page.row.after(twin);
    let swapped = false;
    page.row.addEventListener('pointermove', () => { if (!swapped) twin.after(page.row); swapped = true; });
  },
  jumps_away(page) { page.row.addEventListener('pointerover', () => { page.row.style.cssText += `;position:relative;left:${Math.random() * 300}px`; }); },
  unknown_language(page) { document.documentElement.lang = 'xx'; rename(page, () => 'Zzu grup'); },
  nameless_account() { for (const one of document.querySelectorAll('[data-testid=AppTabBar_Profile_Link], [data-account]')) one.remove(); },
  empty() { for (const list of document.querySelectorAll('.rows')) list.replaceChildren(); },
};

function bend(names, texts, seed) {
  let state = seed;
  const random = () => { state = (state * 1103515245 + 12345) % 2147483648; return state / 2147483648; };
  const apply = () => {
    const text = texts.find(one => find(one));
    if (!text || done) return false;
    done = true;
    clearInterval(looking);
    const target = find(text);
    const row = rowOf(target);
    observer.disconnect();
    for (const name of names) BENDS[name]({ target, row, list: row.parentElement, text, random });
    return true;
  };
  let done = false;
  const observer = new MutationObserver(() => apply());
  const looking = setInterval(apply, 20); // what changes in a shadow root, no observer of the document sees
  observer.observe(document, { childList: true, subtree: true });
}
