/** Server-sent events read from a fetch, because an EventSource cannot say who asks. */

/** @typedef {{id: string, kind: string, data: any}} Told */

/**
 * @param {string} block the lines of one event
 * @returns {Told | null}
 */
export function parseEvent(block) {
  const told = { id: "", kind: "message", data: "" };
  for (const line of block.split("\n")) {
    const colon = line.indexOf(":");
    if (colon < 1) continue;
    const [name, value] = [line.slice(0, colon), line.slice(colon + 1).replace(/^ /, "")];
    if (name === "id") told.id = value;
    if (name === "event") told.kind = value;
    if (name === "data") told.data += (told.data && "\n") + value;
  }
  return told.data ? { ...told, data: JSON.parse(told.data) } : null;
}

/**
 * @param {ReadableStream<Uint8Array>} body
 * @returns {AsyncGenerator<Told>}
 */
export async function* readEvents(body) {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const blocks = (rest + decoder.decode(value, { stream: true })).replaceAll("\r\n", "\n").split("\n\n");
    rest = blocks.pop() ?? "";
    for (const block of blocks) {
      const told = parseEvent(block);
      if (told) yield told;
    }
  }
}
