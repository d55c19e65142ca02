/** Where the token of this browser is kept: until the tab is closed, or on this device when the person asked for it. */

const KEY = "unconsent.token";

export const keptToken = () => sessionStorage.getItem(KEY) ?? localStorage.getItem(KEY) ?? "";

/** @param {string} token @param {boolean} stay */
export function keepToken(token, stay) {
  forgetToken();
  (stay ? localStorage : sessionStorage).setItem(KEY, token);
}

export function forgetToken() {
  sessionStorage.removeItem(KEY);
  localStorage.removeItem(KEY);
}

/** What this browser is called in the list of devices. */
export function deviceName() {
  const agent = navigator.userAgent;
  const known = [
    ["Edg/", "Edge"],
    ["OPR/", "Opera"],
    ["Firefox/", "Firefox"],
    ["Chrome/", "Chrome"],
    ["Safari/", "Safari"],
  ];
  const systems = [
    ["Android", "Android"],
    ["iPhone", "iPhone"],
    ["iPad", "iPad"],
    ["Windows", "Windows"],
    ["Mac OS", "Mac"],
    ["Linux", "Linux"],
  ];
  const found = (/** @type {string[][]} */ names) => names.find(([part]) => agent.includes(part))?.[1];
  return [found(known) ?? "Browser", found(systems)].filter(Boolean).join(", ");
}
