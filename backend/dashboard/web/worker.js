/** Keeps the dashboard's own files, so that it opens without a line and says so. What the API answers is never kept. */

const STORE = "unconsent-files";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  const isFile = origin === self.location.origin && (pathname === "/" || pathname.startsWith("/app/"));
  if (event.request.method === "GET" && isFile) event.respondWith(fresh(event.request));
});

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
