/** What the member node asks of the parser process: four bytes of length, a JSON head, the file. */

import { readSync } from "node:fs";

import type { DocumentFormat } from "../document.ts";

export interface ParseRequest {
  readonly format: DocumentFormat;
  readonly bytes: number;
  readonly textCharsMax: number;
  readonly partDepthMax: number;
  readonly partsMax: number;
  readonly partBytesMax: number;
}

/** Reads standard input without ever holding a second copy of the file. */
export function readRequest(): { request: ParseRequest; bytes: Uint8Array } {
  const length = new DataView(readExactly(4).buffer).getUint32(0);
  // The member node wrote this, so it is trusted; the file that follows is not.
  const request = JSON.parse(new TextDecoder().decode(readExactly(length))) as ParseRequest;
  return { request, bytes: readExactly(request.bytes) };
}

function readExactly(length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  let at = 0;
  while (at < length) {
    const got = readSync(0, bytes, at, length - at, null);
    if (got === 0) throw new Error("input ended early");
    at += got;
  }
  return bytes;
}
