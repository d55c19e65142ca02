/** The languages, each by its own name. */

export const LANGUAGES = Object.freeze({
  en: "English",
  fr: "Français",
  de: "Deutsch",
  es: "Español",
  pt: "Português",
  ja: "日本語",
});
