/**
 * A client that costs next to nothing beside the server that it measures: one kept connection, answers read
 * into one buffer and let go. HTTP/1.1 with Content-Length, as the server gives it. RFC 9112 §6, §9.3.
 */

import { connect, type Socket } from "node:net";

const bufferBytes = 256 * 1024;
const keptBytes = 100;
const headBytesMax = 16 * 1024;

interface Waiting {
  resolve(beginning: string): void;
  reject(error: Error): void;
}

export class KeepAliveClient implements Disposable {
  readonly #socket: Socket;
  readonly #host: string;
  #waiting: Waiting | undefined;
  #head = "";
  #beginning = "";
  /** Bytes of the body that have not come yet; below 0 until the head is whole. */
  #left = -1;

  constructor(url: string) {
    const { host, hostname, port } = new URL(url);
    this.#host = host;
    const buffer = Buffer.alloc(bufferBytes);
    const callback = (length: number): boolean => {
      this.#read(buffer.subarray(0, length));
      return true;
    };
    this.#socket = connect({ host: hostname, port: Number(port), onread: { buffer, callback } });
    this.#socket.setNoDelay();
    this.#socket.on("error", (error) => this.#waiting?.reject(error));
  }

  /** Where the body begins. One request at a time. */
  get(path: string, accept: string): Promise<string> {
    const lines = [`GET ${path} HTTP/1.1`, `Host: ${this.#host}`, `Accept: ${accept}`];
    this.#socket.write(`${lines.join("\r\n")}\r\n\r\n`);
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
    });
  }

  [Symbol.dispose](): void {
    this.#socket.destroy();
  }

  #read(bytes: Buffer): void {
    let body = bytes;
    if (this.#left < 0) {
      const before = this.#head.length;
      this.#head += bytes.toString("latin1", 0, headBytesMax);
      const end = this.#head.indexOf("\r\n\r\n");
      if (end < 0) return;
      const [, status] = /^HTTP\/1\.1 (\d{3})/.exec(this.#head) ?? [];
      const [, length] = /\r\ncontent-length: (\d+)\r\n/i.exec(this.#head) ?? [];
      if (status !== "200" || length === undefined) throw new Error(`status ${status}`);
      this.#left = Number(length);
      body = bytes.subarray(end + 4 - before);
    }
    if (this.#beginning.length < keptBytes) {
      this.#beginning += body.toString("latin1", 0, keptBytes);
    }
    this.#left -= body.length;
    if (this.#left > 0) return;
    const waiting = this.#waiting;
    const beginning = this.#beginning;
    this.#waiting = undefined;
    this.#head = "";
    this.#beginning = "";
    this.#left = -1;
    waiting?.resolve(beginning);
  }
}
