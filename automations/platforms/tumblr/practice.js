// What Tumblr's pages offer to extensions, as its documentation says (2024-10): who is signed in, and the page's dictionary.

window.tumblr = {
  apiFetch: async path => {
    const response = await fetch(`/api${path}`, { headers: { accept: 'application/json' } });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    return response.json();
  },
  languageData: { code: view.language, translations: view.flags.translations ?? {} },
  getCssMap: async () => ({}),
};
