// A form by which a person objects. It holds the e-mail address already; nothing is sent before its button is pressed.

function drawForm(main) {
  const { form } = view;
  if (!form.question) {
    main.append(objection(form));
    return;
  }
  const answer = mark(el('button', { type: 'button' }, form.answer), 'form-answer');
  const asked = el('div', { class: 'sign-in' }, el('p', {}, form.question), answer);
  answer.addEventListener('click', () => asked.replaceWith(objection(form)));
  main.append(asked);
}

function objection(form) {
  const email = mark(el('input', { type: 'email', name: 'email', required: true, value: form.email }), 'form-email');
  const reason = mark(el('textarea', { name: 'reason', rows: 5 }), 'form-reason');
  const more = form.more ? el('label', {}, form.more, el('input', { name: 'more', required: true })) : null;
  const status = el('p', { role: 'status' });
  const send = mark(el('button', { type: 'submit' }, form.button), 'form-send');
  const fields = el('form', { class: 'sign-in' }, el('label', {}, 'Email', email), el('label', {}, 'Explanation', reason), more, send, status);
  fields.addEventListener('submit', async event => {
    event.preventDefault();
    const accepted = await post(form.postsTo, { email: email.value, reason: reason.value }).catch(() => false);
    if (!accepted) status.textContent = view.texts.write_failure;
    else if (form.asksCode) fields.replaceWith(el('label', {}, 'Code', el('input', { autocomplete: 'one-time-code' })));
    else if (!form.stays) fields.replaceWith(el('p', {}, form.sent));
  });
  return fields;
}
