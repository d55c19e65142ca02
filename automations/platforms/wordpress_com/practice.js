// WordPress.com's screens for the visibility of a site, as its published source draws them (2024-26).

const IDS = { 'wpcom.data_sharing_opt_out': 'data_sharing_opt_out', 'wpcom.discourage_search': 'discourage_search' };
const inAdmin = view.container === 'wp-admin';

/** The dashboard's form has a class of its own; wp-admin's stands in a field set. */
platform.shell = () => {
  const form = inAdmin
    ? el('fieldset', { id: 'wpcom-site-visibility' })
    : el('form', { class: view.container === 'dashboard' ? 'dashboard-site-settings-privacy-form' : '' });
  form.addEventListener('submit', event => event.preventDefault());
  const main = el('main', {}, el('h1', {}, view.title), form);
  document.getElementById('root').append(el('header', {}, el('strong', {}, view.platform)), main);
  return form;
};

/** wp-admin has an id for each box, and a hidden input of the same name as one of them, which wins. */
platform.draw.checkbox = (row, change) => {
  const [base] = row.setting.split('/');
  const id = inAdmin && IDS[base] ? `wpcom_site_visibility_${IDS[base]}` : `inspector-checkbox-control-${next()}`;
  const name = base === 'wpcom.data_sharing_opt_out' ? 'wpcom_data_sharing_opt_out' : 'blog_public';
  const named = inAdmin ? { name, value: name === 'blog_public' ? '0' : '1' } : {};
  const input = el('input', { type: 'checkbox', id, disabled: row.disabled, ...named });
  const hidden = inAdmin && name !== 'blog_public' ? el('input', { type: 'hidden', name, value: '0' }) : null;
  input.addEventListener('change', () => change(input.checked ? row.on : row.off));
  if (inAdmin) for (const door of row.doors) door.write = { ...door.write, path: '/wp-admin/options.php', encoding: 'form', extra: { option_page: 'reading' } };
  const show = value => showBox(input, row, view.flags.forced === base ? row.on : value);
  return { element: el('div', { class: 'row plain' }, hidden, input, el('label', { for: id }, row.label)), show };
};

/** The toggles under Me. */
platform.draw.switch = (row, change) => {
  const input = el('input', { type: 'checkbox', id: `inspector-toggle-control-${next()}`, disabled: row.disabled });
  input.addEventListener('change', () => change(input.checked ? row.on : row.off));
  return { element: el('div', { class: 'row' }, input, el('label', { for: input.id }, row.label)), show: value => showBox(input, row, value) };
};

/** The visibility: a click on any of these, also on the chosen one, sets the opt-out back. */
platform.trap = trap => {
  const chosen = trap.button === (view.flags.visibility || 'Public');
  const name = view.flags.screen === 'older' ? 'blog_public' : 'visibility';
  const input = mark(el('input', { type: 'radio', name, checked: chosen }), 'trap');
  input.addEventListener('click', () => post('/__practice/trap', { loses: trap.loses }));
  return el('label', { class: 'option' }, input, trap.button);
};

/** What the HTML of wp-admin states. */
platform.states = async () => {
  const stated = window.JETPACK_MU_WPCOM_SITE_VISIBILITY;
  if (!stated) return;
  for (const row of view.rows) {
    if (row.setting.startsWith('wpcom.data_sharing_opt_out')) values.set(row.setting, stated.wpcomDataSharingOptOut);
    if (row.setting.startsWith('wpcom.discourage_search')) values.set(row.setting, stated.blogPublic);
  }
};
