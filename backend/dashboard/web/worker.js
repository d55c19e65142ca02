/** Keeps the dashboard's own files, so that it opens without a line and says so, and shows messages that are pushed.
 *  What the API answers is never kept. */

const STORE = "unconsent-files";
const PAGE = /^#\/[\w/-]*$/;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  const isFile = origin === self.location.origin && (pathname === "/" || pathname.startsWith("/app/"));
  if (event.request.method === "GET" && isFile) event.respondWith(fresh(event.request));
});
self.addEventListener("push", (event) => event.waitUntil(tell(event.data)));
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data));
});

/** Shows what came. Browsers want something shown for everything that comes, so that what is not readable has a name.
 *  @param {PushMessageData | null} data */
async function tell(data) {
  let said = {};
  try {
    said = data?.json() ?? {};
  } catch {}
  const { title, body, opens } = said ?? {};
  await self.registration.showNotification(typeof title === "string" && title ? title : "Unconsent", {
    body: typeof body === "string" ? body : "",
    lang: "en",
    icon: "/app/shared/icons/128.png",
    data: PAGE.test(opens) ? opens : "#/",
  });
}

/** A page of the dashboard and nothing else: in the window that is open, or in a new one. @param {string} page */
async function open(page) {
  const address = new URL(`/${PAGE.test(page) ? page : "#/"}`, self.location.origin).href;
  const windows = await self.clients.matchAll({ type: "window" });
  const known = windows.find((one) => new URL(one.url).pathname === "/");
  if (!known) return self.clients.openWindow(address);
  await known.navigate(address);
  return known.focus();
}

/** The newest there is: from the service, which says when nothing has changed; else what was kept. */
async function fresh(request) {
  const store = await caches.open(STORE);
  try {
    const answer = await fetch(request);
    if (answer.ok) await store.put(request.url.split("#")[0], answer.clone());
    return answer;
  } catch (error) {
    const kept = await store.match(request.url.split("#")[0]);
    if (kept) return kept;
    throw error;
  }
}
