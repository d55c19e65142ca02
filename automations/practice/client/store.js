// What the page knows of the account's values, and the requests by which it learns and changes them.
//
// Flags by which twists steer a page (`drawings.flagged`):
//   stated         the first HTML states the values in window.__INITIAL_STATE__
//   statedAfter    milliseconds after which the values that the HTML states reach the page, where it states them always
//   neverLoads     values are never asked for
//   sendsNothing   a change is shown and never sent
//   flipsBackAfter milliseconds after which the page, not the server, shows the old value again
//   waitsForAnswer a control flips only when its change was answered
//   scrambled      ids, classes and test ids are other ones
//   sendsFirstOnly of a save of several changes only the first is sent

const view = JSON.parse(document.getElementById('view').textContent);
const values = new Map();

/** The value behind a row: undefined while it is not loaded; a master switch is on when anything it covers is. */
function valueOf(row) {
  if (!row.covers.length) return values.get(row.setting);
  const known = row.covers.map(setting => values.get(setting));
  if (known.some(value => value === undefined)) return undefined;
  return known.some(value => value === row.on) ? row.on : row.off;
}

function keep(row, value) {
  for (const door of row.doors) values.set(door.setting, value);
}

/** Asks for all values that the rows need and the page does not state. Throws when one of the answers is no good. */
async function load(rows) {
  const doors = rows.flatMap(row => row.doors);
  const stated = window.__INITIAL_STATE__;
  if (stated) take(doors, () => true, stated.settings.remote.settings);
  if (platform.states) await platform.states(doors);
  if (view.flags.neverLoads) return;
  const asked = platform.states ? doors.filter(door => !values.has(door.setting)) : doors;
  const paths = [...new Set(asked.map(door => door.read.path))];
  await Promise.all(paths.map(async path => {
    const response = await fetch(path, { headers: guard(), credentials: 'include' });
    const body = await response.json();
    if (!response.ok || body.errors) throw new Error(`HTTP ${response.status}`);
    take(doors, door => door.read.path === path, body);
  }));
}

function take(doors, wanted, body) {
  for (const door of doors.filter(wanted)) {
    const value = dig(body, door.read.key);
    if (value !== undefined) values.set(door.setting, value);
  }
}

/** Sends one change; resolves to whether the platform accepted it. */
async function send(row, value) {
  if (view.flags.sendsNothing) return true;
  const paths = [...new Set(row.doors.map(door => door.write.path))];
  const accepted = await Promise.all(paths.map(async path => {
    const doors = row.doors.filter(door => door.write.path === path);
    const { method, encoding, extra } = doors[0].write;
    const body = encoding === 'json' ? { ...extra } : new URLSearchParams(extra);
    for (const door of doors) {
      if (encoding === 'json') put(body, door.write.key, value);
      else body.set(door.write.key, String(value));
    }
    return encoding === 'query' ? post(`${path}?${body}`, new URLSearchParams(), method) : post(path, body, method);
  })).catch(() => [false]);
  return accepted.every(Boolean);
}

async function post(path, body, method = 'POST') {
  const form = body instanceof URLSearchParams;
  const type = form ? 'application/x-www-form-urlencoded' : 'application/json';
  const response = await fetch(path, {
    method,
    credentials: 'include',
    headers: { ...guard(), 'content-type': type },
    body: form ? body : JSON.stringify(body),
  });
  const answer = await response.json().catch(() => ({}));
  return response.ok && !answer.errors;
}

/** The header that repeats the guarding cookie, without quotes, where the platform wants one. */
function guard() {
  if (!view.csrf) return {};
  const [cookie, header] = view.csrf;
  const found = document.cookie.split('; ').find(pair => pair.startsWith(`${cookie}=`));
  return found ? { [header]: found.slice(cookie.length + 1).replaceAll('"', '') } : {};
}

function dig(body, key) {
  return key.split('.').reduce((inner, part) => (inner && typeof inner === 'object' ? inner[part] : undefined), body);
}

function put(body, key, value) {
  const parts = key.split('.');
  const last = parts.pop();
  const inner = parts.reduce((outer, part) => (outer[part] ??= {}), body);
  inner[last] = value;
}
