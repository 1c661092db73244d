/** A whole answer, written to the socket where there is one: a Response would copy it. */

import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";

import type { Bindings } from "./app.ts";

export function answerStraight(
  { outgoing, straight }: Bindings,
  status: number,
  headers: Readonly<Record<string, string>>,
  body: string | Uint8Array<ArrayBuffer>,
): Response {
  if (outgoing === undefined || straight !== true || outgoing.headersSent) {
    return new Response(body.length === 0 ? null : body, { status, headers });
  }
  outgoing.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) }).end(body);
  return RESPONSE_ALREADY_SENT;
}
