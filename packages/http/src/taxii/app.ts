/** A TAXII server beside a program's routes: requests under its path go to it, all others on. */

import { TocsinError } from "@tocsin/kernel";
import type { App, Bindings } from "../app.ts";
import { readBody } from "../bodies.ts";
import type { Log } from "../log.ts";
import { securityHeaders } from "../security-headers.ts";
import { answerStraight } from "../straight.ts";
import { clientCertificateHash } from "../tls.ts";
import { faultText, TaxiiFault } from "./faults.ts";
import { taxiiMediaType } from "./media-types.ts";
import type { TaxiiAnswer } from "./messages.ts";
import { discoveryPath, type TaxiiServer } from "./server.ts";

/** Requests in work at one time. */
const atOnceMax = 64;

/** The same application with TAXII in front. */
export function withTaxii(app: App, server: TaxiiServer): App {
  let running = 0;
  return {
    ...app,
    fetch: async (request, bindings = {}) => {
      const { pathname, search } = new URL(request.url);
      if (!`${pathname}/`.startsWith(discoveryPath)) return app.fetch(request, bindings);
      if (running >= atOnceMax) return send(faultAnswer(new TaxiiFault(503)), bindings);
      running += 1;
      try {
        const answer = await answerOf(server, request, bindings, { pathname, search }, app.log);
        return send(answer, bindings);
      } finally {
        running -= 1;
      }
    },
  };
}

async function answerOf(
  server: TaxiiServer,
  request: Request,
  bindings: Bindings,
  { pathname, search }: { pathname: string; search: string },
  log: Log,
): Promise<TaxiiAnswer> {
  try {
    return await server.answer({
      method: request.method,
      path: decodeURIComponent(pathname),
      search,
      header: (name) => request.headers.get(name) ?? undefined,
      certificate: () => clientCertificateHash(bindings.incoming),
      readBody: (bytesMax) => readBody(bindings.incoming ?? request, bytesMax),
    });
  } catch (error) {
    const fault = faultOf(error);
    log[fault.status >= 500 ? "error" : "info"]("taxii-refused", { status: fault.status });
    return faultAnswer(fault);
  }
}

function faultOf(error: unknown): TaxiiFault {
  if (error instanceof TaxiiFault) return error;
  if (error instanceof URIError) return new TaxiiFault(400);
  if (!(error instanceof TocsinError)) return new TaxiiFault(500);
  if (error.status === 413) return new TaxiiFault(413);
  return new TaxiiFault(error.status === 503 ? 503 : error.status < 500 ? 422 : 500, error.code);
}

function faultAnswer(fault: TaxiiFault): TaxiiAnswer {
  const headers: Record<string, string> = {};
  if (fault.status === 401) {
    headers["WWW-Authenticate"] = 'Basic realm="taxii", charset="UTF-8", Bearer realm="taxii"';
  }
  // RFC 9110 §15.5.6.
  if (fault.status === 405) headers["Allow"] = fault.allow.join(", ");
  if (fault.status === 503) headers["Retry-After"] = "1";
  return { status: fault.status, headers, body: faultText(fault) };
}

function send({ status, headers, body }: TaxiiAnswer, bindings: Bindings): Response {
  const all = {
    ...securityHeaders,
    "cache-control": "no-store",
    ...(body.length === 0 ? {} : { "content-type": taxiiMediaType }),
    ...headers,
  };
  return answerStraight(bindings, status, all, body);
}
