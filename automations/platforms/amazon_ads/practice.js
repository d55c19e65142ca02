// Amazon's form: nothing is sent before the button is pressed, which has no text that is recorded.

platform.draw.radio = (row, change) => {
  const inputs = row.choices.map(choice => el('input', { type: 'radio', name: 'optout', value: choice.value, disabled: row.disabled }));
  const labels = row.choices.map((choice, index) => el('label', { class: 'option' }, inputs[index], choice.name));
  const submit = mark(el('input', { type: 'submit', id: 'optOutControl', value: 'Submit' }), 'save');
  const form = el('form', { class: 'choices' }, ...labels, submit);
  form.addEventListener('submit', event => {
    event.preventDefault();
    const chosen = row.choices[inputs.findIndex(input => input.checked)];
    if (chosen) change(chosen.value);
  });
  const show = value => inputs.forEach((input, index) => { input.checked = row.choices[index].value === value; });
  return { element: form, show };
};
