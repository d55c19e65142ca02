/** Turns a file of messages into sentences with values, plurals and dates. */

/** @typedef {Record<string, string | number>} Values */
/** @typedef {Record<string, {message: string}>} Messages */
/** @typedef {{language: string, t: (key: string, values?: Values) => string, date: (moment: string) => string,
 *   clock: (seconds: number) => string}} Words */

/** @param {string} language @param {Messages} messages @returns {Words} */
export function wording(language, messages) {
  const plurals = new Intl.PluralRules(language);
  const days = new Intl.DateTimeFormat(language, { day: "numeric", month: "long", year: "numeric" });

  /** @param {string} key @param {Values} values */
  function chosen(key, values) {
    const plural = typeof values.count === "number" ? plurals.select(values.count) : "other";
    return messages[key] ?? messages[`${key}_${plural}`] ?? messages[`${key}_other`];
  }

  return {
    language,
    t(key, values = {}) {
      const found = chosen(key, values);
      if (!found) throw new Error(`no words for ${key}`);
      return found.message.replace(/\$([A-Z_]+)\$/g, (_, name) => String(values[name.toLowerCase()] ?? ""));
    },
    date: (moment) => days.format(new Date(moment)),
    clock: (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`,
  };
}
