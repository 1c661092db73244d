/**
 * The files of a built console. The folder is read once, at start; afterwards a request can only
 * name a file that was found then, so no path leads elsewhere.
 */

import { readdir, readFile } from "node:fs/promises";
import { extname, join, relative, sep } from "node:path";

import { type Random, randomId, textOf, TocsinError } from "@tocsin/kernel";

import { cacheHeader, pageHeaders } from "./security-headers.ts";

export interface StaticFiles {
  /** The answer, or undefined where there is no such file. */
  find(method: string, path: string): Promise<Response | undefined> | Response | undefined;
}

export interface StaticOptions {
  readonly random: Random;
  /** Page for paths that only the console itself knows, such as "index.html". */
  readonly fallback?: string;
  /** Paths that never get the fallback. */
  readonly apiPrefix?: string;
}

export const staticFilesMax = 2000;
export const staticBytesMax = 64 * 1024 * 1024;

const mediaTypes: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
};
/** Names with a hash of their content, as Vite writes them: assets/index-B1x_9aZk.js */
const hashedPattern = /^\/assets\/.*-[A-Za-z0-9_-]{8}\.[a-z0-9]+$/;

/** In a page it is replaced by the nonce that the answer's policy names. */
const noncePlace = "__STYLE_NONCE__";

interface StoredFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Text of a page that has a place for a nonce. */
  readonly template: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

/** Reads a folder into memory. Throws `too-large` beyond `staticFilesMax` or `staticBytesMax`. */
export async function loadStaticFiles(
  folder: string,
  options: StaticOptions,
): Promise<StaticFiles> {
  const files = await readFolder(folder);
  const fallback = files.get(`/${options.fallback ?? ""}`);
  return {
    find: (method, path) => {
      if (method !== "GET" && method !== "HEAD") return undefined;
      const inApi = options.apiPrefix !== undefined && path.startsWith(options.apiPrefix);
      const named = files.get(path === "/" ? "/index.html" : path);
      const found = named ?? (inApi || extname(path) !== "" ? undefined : fallback);
      if (found === undefined) return undefined;
      return responseOf(found, method, options.random);
    },
  };
}

function responseOf({ bytes, template, headers }: StoredFile, method: string, random: Random) {
  const nonce = template === undefined ? undefined : randomId(random);
  const body = template === undefined ? bytes : template.replaceAll(noncePlace, nonce ?? "");
  const shown = nonce === undefined ? headers : { ...headers, ...pageHeaders(nonce) };
  return new Response(method === "HEAD" ? null : body, { headers: shown });
}

async function readFolder(folder: string): Promise<Map<string, StoredFile>> {
  const files = new Map<string, StoredFile>();
  let bytesTotal = 0;
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const mediaType = mediaTypes[extname(entry.name)];
    if (!entry.isFile() || mediaType === undefined) continue;
    const name = join(entry.parentPath, entry.name);
    const bytes = new Uint8Array(await readFile(name));
    bytesTotal += bytes.length;
    if (files.size >= staticFilesMax || bytesTotal > staticBytesMax) {
      throw new TocsinError("too-large", { detail: "files of the console" });
    }
    const path = `/${relative(folder, name).split(sep).join("/")}`;
    const text = extname(entry.name) === ".html" ? textOf(bytes) : undefined;
    const template = text?.includes(noncePlace) === true ? text : undefined;
    files.set(path, { bytes, template, headers: headersOf(path, mediaType) });
  }
  return files;
}

function headersOf(path: string, mediaType: string): Record<string, string> {
  const policy = hashedPattern.test(path) ? "immutable" : "no-store";
  return {
    ...pageHeaders(),
    "content-type": mediaType,
    "cache-control": cacheHeader(policy),
  };
}
