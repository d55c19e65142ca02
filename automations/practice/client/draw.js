// Draws the controls of a page. A platform's own script replaces what its pages draw in another way: `draw` by kind,
// `shell`, `banner`, `trap` and `signIn`. `states(doors)`, if there is one, takes the values that its HTML states.
// Each drawing takes a row and a function to call with the new value; it returns its element and how to show a value.

const platform = { draw: {}, shell: plainShell, banner: showBanner, signIn: drawSignIn, trap: trapButton, states: null, testids: {} };
let counter = 0;

/** An element with attributes and children; texts are children too. */
function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, '');
    else if (value !== false && value !== undefined && value !== null) element.setAttribute(name, scrambled(name, value));
  }
  element.append(...children.filter(child => child !== null && child !== undefined));
  return element;
}

const REFERS = ['id', 'for', 'aria-describedby', 'aria-labelledby', 'data-testid'];

function scrambled(name, value) {
  return view.flags.scrambled && REFERS.includes(name) ? `${value}-${view.flags.seed}` : value;
}

/** A number that no other control on this page has. */
function next() {
  counter += 1;
  return counter;
}

platform.draw.checkbox = (row, change) => {
  const input = el('input', { type: 'checkbox', disabled: row.disabled });
  input.addEventListener('change', () => change(input.checked ? row.on : row.off));
  const label = el('label', { class: 'row plain' }, input, el('span', {}, row.label));
  return { element: label, show: value => showBox(input, row, value) };
};

platform.draw.switch = (row, change) => {
  const button = el('button', { type: 'button', role: 'switch', class: 'switch', 'aria-label': row.label, disabled: row.disabled });
  const show = value => button.setAttribute('aria-checked', row.mixed ? 'mixed' : String(value === row.on));
  button.addEventListener('click', () => change(button.getAttribute('aria-checked') === 'true' ? row.off : row.on));
  return { element: el('div', { class: 'row' }, el('span', { 'aria-hidden': 'true' }, row.label), button), show };
};

platform.draw.pressed_button = (row, change) => {
  const button = el('button', { type: 'button', class: 'pill', disabled: row.disabled }, row.label);
  const show = value => button.setAttribute('aria-pressed', String(value === row.on));
  button.addEventListener('click', () => change(button.getAttribute('aria-pressed') === 'true' ? row.off : row.on));
  return { element: el('div', { class: 'row' }, button), show };
};

platform.draw.radio = (row, change) => {
  const name = `radio_${next()}`;
  const inputs = row.choices.map(choice => {
    const input = el('input', { type: 'radio', name, value: choice.value, disabled: row.disabled });
    input.addEventListener('change', () => change(choice.value));
    return input;
  });
  const labels = row.choices.map((choice, index) => el('label', { class: 'option' }, inputs[index], choice.name));
  const show = value => inputs.forEach((input, index) => { input.checked = row.choices[index].value === value; });
  return { element: el('div', { role: 'radiogroup', class: 'choices' }, ...labels), show };
};

platform.draw.select = (row, change) => {
  const options = row.choices.map(choice => el('option', { value: String(choice.value) }, choice.name));
  const select = el('select', { disabled: row.disabled }, ...options);
  const show = value => { select.selectedIndex = row.choices.findIndex(choice => choice.value === value); };
  select.addEventListener('change', () => change(row.choices[select.selectedIndex].value));
  return { element: el('label', { class: 'row' }, row.label, select), show };
};

/** Shows a value in a native box; a value that is not loaded looks off. */
function showBox(input, row, value) {
  input.checked = value !== undefined && value === row.on;
  input.indeterminate = row.mixed;
}

/** A page without anything around it. */
function plainShell() {
  const main = el('main', {}, el('h2', {}, view.title));
  document.getElementById('root').append(el('header', {}, el('strong', {}, view.platform), ' ', view.handle ? `@${view.handle}` : ''), main);
  return main;
}

/** Puts a drawn control where its row says. */
function place(row, drawn, parent) {
  let element = drawn.element;
  for (let depth = 0; depth < row.nested; depth += 1) element = el('div', {}, element);
  if (row.place === 'offscreen') element.style.cssText = 'position:absolute;left:-4000px';
  if (row.place === 'shadow') parent.append(inShadow(element));
  else if (row.place === 'frame') inFrame(element, parent);
  else if (row.place === 'closed') parent.append(inSection(element));
  else parent.append(element);
}

function inShadow(element) {
  const host = el('practice-host');
  host.attachShadow({ mode: 'open' }).append(document.querySelector('link[rel=stylesheet]').cloneNode(), element);
  return host;
}

function inFrame(element, parent) {
  const frame = el('iframe', { class: 'inner', title: view.title });
  parent.append(frame);
  const inner = frame.contentDocument;
  inner.documentElement.lang = view.language;
  inner.head.append(document.querySelector('link[rel=stylesheet]').cloneNode());
  inner.body.append(element);
  watch(inner);
}

function inSection(element) {
  const content = el('div', { hidden: true }, element);
  const opener = el('button', { type: 'button', class: 'quiet', 'aria-expanded': 'false' }, view.title);
  opener.addEventListener('click', () => {
    content.hidden = !content.hidden;
    opener.setAttribute('aria-expanded', String(!content.hidden));
  });
  return el('section', {}, mark(opener, 'section'), content);
}
