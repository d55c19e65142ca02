/** Mouse and fingers over the picture. A tap is a click, a finger that moves scrolls; only the left button counts. */

/** @typedef {import("./wire.js").Message} Message */
/** @typedef {import("./picture.js").Picture} Picture */

const PAUSE = 40;
const STILL = 8;

/** @param {Picture} picture @param {(message: Message) => void} say */
export function followPointer(picture, say) {
  const { canvas } = picture;
  let moved = 0;
  /** @type {{x: number, y: number, at: number, scrolls: boolean} | null} */
  let finger = null;

  const mouse = (/** @type {string} */ action, /** @type {MouseEvent} */ event, clicks = 1) =>
    say({ type: "mouse", action, ...picture.at(event), clicks: Math.max(1, Math.min(3, clicks)) });

  canvas.addEventListener("pointermove", (event) => {
    if (event.pointerType === "touch") return drag(event);
    if (event.timeStamp - moved < PAUSE) return;
    moved = event.timeStamp;
    mouse("move", event);
  });
  canvas.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "touch") {
      finger = { x: event.clientX, y: event.clientY, at: event.timeStamp, scrolls: false };
      return;
    }
    if (event.button !== 0) return;
    canvas.setPointerCapture(event.pointerId);
    mouse("down", event, event.detail || 1);
  });
  canvas.addEventListener("pointerup", (event) => {
    if (event.pointerType === "touch") return lift(event);
    if (event.button === 0) mouse("up", event, event.detail || 1);
  });
  canvas.addEventListener("pointercancel", () => (finger = null));
  canvas.addEventListener("contextmenu", (event) => event.preventDefault());
  canvas.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      scroll(event, event.deltaX, event.deltaY);
    },
    { passive: false },
  );

  /** @param {MouseEvent} event @param {number} right @param {number} down */
  const scroll = (event, right, down) =>
    say({ type: "wheel", ...picture.at(event), right: Math.round(right), down: Math.round(down) });

  /** @param {PointerEvent} event */
  function drag(event) {
    if (!finger) return;
    const right = finger.x - event.clientX;
    const down = finger.y - event.clientY;
    if (!finger.scrolls && Math.hypot(right, down) < STILL) return;
    if (event.timeStamp - finger.at < PAUSE) return;
    scroll(event, right * picture.scale, down * picture.scale);
    finger = { x: event.clientX, y: event.clientY, at: event.timeStamp, scrolls: true };
  }

  /** @param {PointerEvent} event */
  function lift(event) {
    if (finger && !finger.scrolls) for (const action of ["move", "down", "up"]) mouse(action, event);
    finger = null;
  }
}
