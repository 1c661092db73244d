/**
 * Answers that say no more than they must: refusals of one length, and no header that an answer does
 * not need. What one node is told looks like what any other is told.
 */

import type { App } from "@tocsin/http";
import { concatBytes } from "@tocsin/kernel";

import { refusalBytes } from "./limits.ts";

const kept = ["cache-control", "content-type", "etag", "tocsin-round"];

export function plainAnswers(app: App): App {
  return {
    ...app,
    fetch: async (request, bindings) => {
      const answer = await app.fetch(request, { ...bindings, straight: false });
      const headers = new Headers();
      for (const name of kept) {
        const value = answer.headers.get(name);
        if (value !== null) headers.set(name, value);
      }
      const { status } = answer;
      if (status < 400) return new Response(answer.body, { status, headers });
      return new Response(padded(new Uint8Array(await answer.arrayBuffer())), { status, headers });
    },
  };
}

/** White space after JSON is JSON. */
function padded(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const spaces = new Uint8Array(Math.max(0, refusalBytes - bytes.length)).fill(0x20);
  return concatBytes(bytes, spaces).slice(0, refusalBytes);
}
