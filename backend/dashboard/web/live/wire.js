/** The line to one sign-in window: pictures and messages come in, what the person does goes out. */

/** @typedef {{type: string} & Record<string, any>} Message */

export class Wire {
  /**
   * @param {string} token shown once, in the first message
   * @param {{picture: (picture: Blob) => void, told: (message: Message) => void, cut: () => void}} hears
   */
  constructor(token, { picture, told, cut }) {
    const address = new URL("/api/v1/windows", location.href);
    address.protocol = address.protocol.replace("http", "ws");
    this.socket = new WebSocket(address);
    this.socket.binaryType = "blob";
    this.socket.addEventListener("open", () => this.say({ type: "hello", token }));
    this.socket.addEventListener("message", ({ data }) =>
      data instanceof Blob ? picture(data) : told(JSON.parse(data)),
    );
    this.socket.addEventListener("close", cut);
  }

  /** @param {Message} message */
  say(message) {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }

  close() {
    this.socket.close();
  }
}
