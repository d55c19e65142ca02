// What lies over a page: questions, notices, the cookie bar, prompts, and the buttons that nobody should press.

/** Asks; resolves to whether it was confirmed. */
function ask(question) {
  return new Promise(resolve => {
    const answer = (marker, name, testid, style, confirmed) => {
      const button = mark(el('button', { type: 'button', class: style, 'data-testid': testid }, name), marker);
      button.addEventListener('click', () => { sheet.remove(); resolve(confirmed); });
      return button;
    };
    const box = el('div', { role: 'alertdialog', 'aria-modal': 'true', 'aria-label': question.title, class: 'sheet', 'data-testid': platform.testids.sheet },
      el('h1', {}, question.title),
      ...question.lines.map(line => el('p', {}, line)),
      answer(question.marker || 'confirm', question.confirm, platform.testids.confirm, question.marker ? 'danger' : '', true),
      answer('cancel', question.cancel, platform.testids.cancel, 'quiet', false));
    const sheet = el('div', { class: 'scrim' }, box);
    document.body.append(sheet);
  });
}

/** A short notice at the bottom. */
function toast(text) {
  const notice = el('div', { class: 'toast', role: 'alert', 'data-testid': platform.testids.toast }, text);
  document.body.append(notice);
  setTimeout(() => notice.remove(), 6000);
}

/** The cookie bar. */
function showBanner(banner) {
  const bar = el('div', { class: 'banner', 'data-testid': platform.testids.banner }, el('p', {}, banner.text));
  for (const [marker, name] of [['banner-accept', banner.accept], ['banner-refuse', banner.refuse]]) {
    const button = mark(el('button', { type: 'button', class: marker === 'banner-accept' ? '' : 'quiet' }, name), marker);
    button.addEventListener('click', () => bar.remove());
    bar.append(button);
  }
  document.body.append(bar);
}

/** A prompt that is in the way of everything. */
function showPrompt() {
  const later = mark(el('button', { type: 'button', class: 'quiet' }, 'Not now'), 'prompt-close');
  const on = mark(el('button', { type: 'button' }, 'Turn on'), 'prompt-accept');
  const box = el('div', { role: 'dialog', 'aria-modal': 'true', 'aria-label': 'Turn on notifications', class: 'sheet' },
    el('h1', {}, 'Turn on notifications'), el('p', {}, 'Get the most out of it by staying up to date.'), on, later);
  const sheet = el('div', { class: 'scrim' }, box);
  for (const button of [later, on]) button.addEventListener('click', () => sheet.remove());
  document.body.append(sheet);
}

/** A button that destroys something, after a question if it asks one. */
function trapButton(trap) {
  const button = mark(el('button', { type: 'button', class: 'danger row' }, trap.button), 'trap');
  button.addEventListener('click', async () => {
    const question = { title: trap.question, lines: [], confirm: trap.confirm, cancel: view.texts.cancel, marker: 'trap-confirm' };
    if (!trap.question || await ask(question)) await post('/__practice/trap', { loses: trap.loses });
  });
  return button;
}
