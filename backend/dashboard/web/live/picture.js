/** The picture of the server's browser: drawn as it comes, as wide as there is room. */

export class Picture {
  /** @param {HTMLCanvasElement} canvas */
  constructor(canvas) {
    this.canvas = canvas;
    this.drawing = false;
    /** @type {Blob | null} */
    this.next = null;
  }

  /** Draws it; of those that come meanwhile only the last one. @param {Blob} picture */
  async show(picture) {
    this.next = picture;
    if (this.drawing) return;
    this.drawing = true;
    try {
      while (this.next) {
        const one = this.next;
        this.next = null;
        await this.draw(one);
      }
    } finally {
      this.drawing = false;
    }
  }

  /** @param {Blob} picture */
  async draw(picture) {
    const bitmap = await createImageBitmap(picture);
    if (this.canvas.width !== bitmap.width) this.canvas.width = bitmap.width;
    if (this.canvas.height !== bitmap.height) this.canvas.height = bitmap.height;
    this.canvas.getContext("2d")?.drawImage(bitmap, 0, 0);
    bitmap.close();
  }

  /** Where in the picture somebody points. @param {{clientX: number, clientY: number}} event */
  at({ clientX, clientY }) {
    const { left, top, width, height } = this.canvas.getBoundingClientRect();
    const inside = (/** @type {number} */ part, /** @type {number} */ whole) =>
      Math.max(0, Math.min(whole - 1, Math.round(part * whole)));
    return {
      x: inside((clientX - left) / width, this.canvas.width),
      y: inside((clientY - top) / height, this.canvas.height),
    };
  }

  /** Pixels of the picture for one of the page. */
  get scale() {
    return this.canvas.width / (this.canvas.getBoundingClientRect().width || this.canvas.width);
  }
}
