/** The MISP feed beside the local API, for keys that may read it. MISP core format, feeds. */

import {
  answerStraight,
  type App,
  clientCertificateHash,
  problemMediaType,
  problemOf,
  securityHeaders,
} from "@tocsin/http";
import { randomId, TocsinError } from "@tocsin/kernel";

import type { ApiKeys } from "../taxii/api-keys.ts";
import type { PublishedEvents } from "./published-events.ts";

export const mispPath = "/misp/";

/** The same application with the feed in front. */
export function withMispFeed(app: App, events: PublishedEvents, keys: ApiKeys): App {
  return {
    ...app,
    fetch: async (request, bindings = {}) => {
      const { pathname } = new URL(request.url);
      if (!pathname.startsWith(mispPath)) return app.fetch(request, bindings);
      try {
        if (request.method !== "GET") throw new TocsinError("method-not-allowed");
        const authorization = mispKey(request.headers.get("authorization") ?? undefined);
        const scopes = await keys.scopesOf(authorization, () =>
          clientCertificateHash(bindings.incoming),
        );
        if (scopes === undefined) throw new TocsinError("not-signed-in");
        if (!scopes.has("misp:read")) throw new TocsinError("not-allowed");
        const file = await events.file(pathname.slice(mispPath.length));
        if (file === undefined) throw new TocsinError("not-found");
        const { mediaType, text, etag } = file;
        const headers = { ...securityHeaders, "cache-control": "no-store", etag };
        if (request.headers.get("if-none-match") === etag) {
          return new Response(null, { status: 304, headers });
        }
        return answerStraight(bindings, 200, { ...headers, "content-type": mediaType }, text);
      } catch (error) {
        return refused(app, error);
      }
    },
  };
}

/** MISP sends its key bare. */
function mispKey(authorization: string | undefined): string | undefined {
  return authorization !== undefined && /^[\w-]{43}$/.test(authorization)
    ? `Bearer ${authorization}`
    : authorization;
}

function refused({ random, log }: App, error: unknown): Response {
  const told = problemOf(error, randomId(random));
  log[told.status >= 500 ? "error" : "info"]("misp-refused", { status: told.status });
  const headers = {
    ...securityHeaders,
    "content-type": problemMediaType,
    "cache-control": "no-store",
    ...(told.status === 401 ? { "www-authenticate": 'Bearer realm="misp"' } : {}),
  };
  return new Response(JSON.stringify(told), { status: told.status, headers });
}
