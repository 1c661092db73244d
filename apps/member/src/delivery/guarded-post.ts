/**
 * One request to a server that somebody has named. A name is resolved once and each of its addresses is
 * checked before the connection goes to it; there are no redirects, the answer's body is not read, and all
 * of it has a deadline. The server learns this machine's address and what it is sent.
 */

import { lookup as resolveName } from "node:dns/promises";
import { request as plain } from "node:http";
import { request as secure } from "node:https";
import { isIP, type LookupFunction } from "node:net";

import { isPublicAddress } from "@tocsin/http";
import { TocsinError } from "@tocsin/kernel";

export interface GuardedPost {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** A server of the company's own network, because a person has said so. */
  readonly allowPrivate: boolean;
  readonly deadlineMs?: number;
}

export type Resolve = (
  name: string,
) => Promise<readonly { readonly address: string; readonly family: number }[]>;

const deadlineMsDefault = 15_000;
const systemResolve: Resolve = (name) => resolveName(name, { all: true });

/** An address as it may be kept: what a name leads to is checked when it is used. Throws `address-private`. */
export function postableUrl(post: Pick<GuardedPost, "url" | "allowPrivate">): URL {
  const url = new URL(post.url);
  const host = url.hostname.replaceAll(/[[\]]/g, "");
  if (isIP(host) !== 0 && !post.allowPrivate && !isPublicAddress(host)) {
    throw new TocsinError("address-private");
  }
  return url;
}

/** Throws `address-private`, `remote-unreachable`, `remote-late`, `remote-answer-invalid`. */
export async function guardedPost(post: GuardedPost, resolve = systemResolve): Promise<void> {
  const url = postableUrl(post);
  const status = await statusOf(url, post, guardedLookup(post.allowPrivate, resolve));
  if (status < 200 || status > 299) {
    throw new TocsinError("remote-answer-invalid", { detail: `status ${status}` });
  }
}

function statusOf(url: URL, post: GuardedPost, lookup: LookupFunction): Promise<number> {
  const signal = AbortSignal.timeout(post.deadlineMs ?? deadlineMsDefault);
  const headers = {
    ...post.headers,
    "content-length": String(Buffer.byteLength(post.body)),
    connection: "close",
  };
  const options = { method: "POST", headers, signal, lookup, agent: false as const };
  const begin = url.protocol === "https:" ? secure : plain;
  return new Promise((resolve, reject) => {
    const call = begin(url, options, (answer) => {
      resolve(answer.statusCode ?? 0);
      // Whatever it says, and however much: only whether it was taken is of interest.
      answer.on("error", () => undefined);
      answer.destroy();
    });
    call.on("error", (cause) => {
      if (cause instanceof TocsinError) reject(cause);
      else
        reject(new TocsinError(signal.aborted ? "remote-late" : "remote-unreachable", { cause }));
    });
    call.end(post.body);
  });
}

function guardedLookup(allowPrivate: boolean, resolve: Resolve): LookupFunction {
  return (name, { all = false }, done) => {
    resolve(name).then(
      (addresses) => {
        const [first] = addresses;
        if (first === undefined) done(new TocsinError("remote-unreachable"), "");
        else if (!allowPrivate && !addresses.every((it) => isPublicAddress(it.address))) {
          done(new TocsinError("address-private"), "");
        } else if (all) done(null, [...addresses]);
        else done(null, first.address, first.family);
      },
      (cause: unknown) => {
        done(new TocsinError("remote-unreachable", { cause }), "");
      },
    );
  };
}
