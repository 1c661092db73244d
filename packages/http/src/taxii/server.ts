/**
 * A TAXII 2.1 server: discovery, API root, status, collections, manifests, objects and their versions.
 * Pages are joined text, never objects. Whoever asks learns of the collections that its program gives it;
 * any other is not there.
 */

import { assert, type Clock, type Random, toHex } from "@tocsin/kernel";
import type { TaxiiObjectPage, TaxiiPage, TaxiiStore } from "@tocsin/store";
import {
  collectionResource,
  contentBytesMax,
  rootResource,
  type TaxiiCollection,
} from "./collections.ts";
import { TaxiiFault } from "./faults.ts";
import type { Posted } from "./intake.ts";
import { accepts, isTaxiiContent } from "./media-types.ts";
import type { TaxiiAnswer, TaxiiRequest } from "./messages.ts";
import type { PageCache } from "./page-cache.ts";
import { nextOf, parseQuery } from "./query.ts";
import { taxiiTime } from "./times.ts";

export const discoveryPath = "/taxii2/";

/** The one API root, §4.2. */
export interface TaxiiRoot {
  /** The path's second step, such as "node". */
  readonly name: string;
  readonly title: string;
  readonly description: string;
}

export interface TaxiiServerPorts {
  readonly store: TaxiiStore;
  /** Forgotten by whoever changes the store. */
  readonly pages: PageCache;
  readonly clock: Clock;
  readonly random: Random;
  readonly root: TaxiiRoot;
  /** Of which collections whoever asks may know; undefined where it shows nothing good. */
  readonly collectionsFor: (
    request: TaxiiRequest,
  ) => Promise<readonly TaxiiCollection[] | undefined>;
  /** Brings what was posted to where a person decides; asked only of collections that can be written. */
  readonly take: (collection: TaxiiCollection, posted: Posted) => Promise<void>;
}

export interface TaxiiServer {
  /** Throws `TaxiiFault`. */
  answer(request: TaxiiRequest): Promise<TaxiiAnswer>;
}

export function createTaxiiServer(ports: TaxiiServerPorts): TaxiiServer {
  return {
    answer: async (request) => {
      const collections = await ports.collectionsFor(request);
      if (collections === undefined) throw new TaxiiFault(401);
      if (!accepts(request.header("accept"))) throw new TaxiiFault(406);
      // A HEAD is answered as its GET, of which only the head goes out. RFC 9110 §9.3.2.
      const method = request.method === "HEAD" ? "GET" : request.method;
      return route(ports, { ...request, method }, collections);
    },
  };
}

async function route(
  ports: TaxiiServerPorts,
  request: TaxiiRequest,
  collections: readonly TaxiiCollection[],
): Promise<TaxiiAnswer> {
  const { path } = request;
  const steps = (path.endsWith("/") ? path : `${path}/`).slice(discoveryPath.length).split("/");
  const [root, resource, name = "", part, object = "", versions, ...rest] = steps.slice(0, -1);
  if (root === undefined) return json(only(request, "GET"), discovery(ports.root));
  if (root !== ports.root.name || rest.length > 0) throw new TaxiiFault(404);
  if (resource === undefined) return json(only(request, "GET"), rootResource(ports.root));
  if (resource === "status" && part === undefined) return statusAnswer(ports, request, name);
  if (resource !== "collections") throw new TaxiiFault(404);
  if (name === "") {
    return json(only(request, "GET"), { collections: collections.map(collectionResource) });
  }
  const collection = collections.find(({ id, alias }) => id === name || alias === name);
  if (collection === undefined) throw new TaxiiFault(404);
  if (part === undefined) return json(only(request, "GET"), collectionResource(collection));
  const call = { ports, request, collection };
  if (part === "manifest" && object === "") return manifestAnswer(call);
  if (part !== "objects") throw new TaxiiFault(404);
  if (object === "") return objectsAnswer(call);
  if (versions === undefined) return objectAnswer(call, object);
  if (versions !== "versions") throw new TaxiiFault(404);
  return versionsAnswer(call, object);
}

interface Call {
  readonly ports: TaxiiServerPorts;
  readonly request: TaxiiRequest;
  readonly collection: TaxiiCollection;
}

function discovery({ name, title, description }: TaxiiRoot): object {
  const root = `${discoveryPath}${name}/`;
  return { title, description, default: root, api_roots: [root] };
}

async function statusAnswer(
  { store }: TaxiiServerPorts,
  request: TaxiiRequest,
  id: string,
): Promise<TaxiiAnswer> {
  only(request, "GET");
  const status = await store.status(id);
  if (status === undefined) throw new TaxiiFault(404);
  return { status: 200, headers: {}, body: status };
}

async function manifestAnswer({ ports, request, collection }: Call): Promise<TaxiiAnswer> {
  only(request, "GET");
  refuseUnless(collection.canRead);
  const query = parseQuery(request.search, "objects");
  return pageAnswer("objects", await ports.store.manifest(collection.id, query));
}

async function objectsAnswer(call: Call): Promise<TaxiiAnswer> {
  const { ports, request, collection } = call;
  if (request.method === "POST") return postAnswer(call);
  only(request, "GET", "POST");
  refuseUnless(collection.canRead);
  const query = parseQuery(request.search, "objects");
  return ports.pages.page(`${collection.id}${request.search}`, async () =>
    objectPage(await ports.store.objects(collection.id, { ...query, room: headBytesMax })),
  );
}

async function objectAnswer(call: Call, id: string): Promise<TaxiiAnswer> {
  const { ports, request, collection } = call;
  only(request, "GET", "DELETE");
  refuseUnless(collection.canRead);
  if (request.method === "DELETE") return removalAnswer(call, id);
  const query = parseQuery(request.search, "object");
  if (!(await ports.store.has(collection.id, id))) throw new TaxiiFault(404);
  const asked = { ...query, ids: [id], room: headBytesMax };
  return objectPage(await ports.store.objects(collection.id, asked));
}

/** Without `match[version]` all versions go, §5.7. */
async function removalAnswer(call: Call, id: string): Promise<TaxiiAnswer> {
  const { ports, request, collection } = call;
  refuseUnless(collection.canWrite);
  const { versions, specVersions } = parseQuery(request.search, "removal");
  if (!(await ports.store.has(collection.id, id))) throw new TaxiiFault(404);
  const filter = { versions, ...(specVersions === undefined ? {} : { specVersions }) };
  const removed = await ports.store.remove(collection.id, id, filter);
  if (removed === 0) throw new TaxiiFault(404);
  return { status: 200, headers: {}, body: "" };
}

async function versionsAnswer(call: Call, id: string): Promise<TaxiiAnswer> {
  const { ports, request, collection } = call;
  only(request, "GET");
  refuseUnless(collection.canRead);
  const query = parseQuery(request.search, "versions");
  if (!(await ports.store.has(collection.id, id))) throw new TaxiiFault(404);
  return pageAnswer("versions", await ports.store.versions(collection.id, id, query));
}

/** Objects are durable, in their collection and before a person, before the status says so. */
async function postAnswer({ ports, request, collection }: Call): Promise<TaxiiAnswer> {
  refuseUnless(collection.canWrite);
  parseQuery(request.search, "nothing");
  // Packed content could be of any size once unpacked. RFC 9110 §15.5.16.
  const isPlain = (request.header("content-encoding") ?? "identity") === "identity";
  if (!isPlain || !isTaxiiContent(request.header("content-type"))) throw new TaxiiFault(415);
  // Most servers are only read: what knows all of STIX is loaded with the first post.
  const { readPosted, statusOf } = await import("./intake.ts");
  const posted = readPosted(await request.readBody(contentBytesMax));
  const nowUs = ports.clock.now() * 1000;
  const objects = posted.good.map(({ object }) => object);
  const outcomes = await ports.store.put(collection.id, objects, nowUs);
  const added = { ...posted, good: posted.good.filter((_it, at) => outcomes[at] === "added") };
  await take(ports, collection, added);
  const id = uuid(ports.random);
  const status = statusOf(id, taxiiTime(nowUs), posted, outcomes);
  const body = JSON.stringify(status);
  await ports.store.saveStatus(id, body, nowUs);
  return { status: 202, headers: {}, body };
}

/** What could not be brought before a person is not there either: the client may try again. */
async function take(
  ports: TaxiiServerPorts,
  collection: TaxiiCollection,
  added: Posted,
): Promise<void> {
  if (added.good.length === 0) return;
  try {
    await ports.take(collection, added);
  } catch (error) {
    for (const { object } of added.good) {
      const exact = object.version === "" ? [] : [object.version];
      const versions = { all: exact.length === 0, first: false, last: false, exact };
      await ports.store.remove(collection.id, object.id, { versions });
    }
    throw error;
  }
}

/** With `more` there is always a `next`; the times are of the first and last entry. §3.2, §3.5. */
function pageAnswer(list: "objects" | "versions", page: TaxiiPage): TaxiiAnswer {
  const body = page.count === 0 ? "{}" : `${pageHead(list, page)}${page.json}]}`;
  return { status: 200, headers: pageHeaders(page), body };
}

/** With the longest `next`. */
const headBytesMax = 48;

/** Objects go out as the very bytes that were read: what stands around them is written into their room. */
function objectPage(page: TaxiiObjectPage): TaxiiAnswer {
  if (page.count === 0) return { status: 200, headers: pageHeaders(page), body: "{}" };
  const { json } = page;
  const head = Buffer.from(pageHead("objects", page));
  assert(head.length <= headBytesMax, "the head of a page has room");
  json.set(head, headBytesMax - head.length);
  json.set(pageTail, json.length - pageTail.length);
  return {
    status: 200,
    headers: pageHeaders(page),
    body: json.subarray(headBytesMax - head.length),
  };
}

const pageTail = Buffer.from("]}");

type PagePlace = Omit<TaxiiPage, "json">;

function pageHead(list: "objects" | "versions", { more, lastUs }: PagePlace): string {
  const next =
    more && lastUs !== undefined ? `"more":true,"next":"${nextOf(lastUs)}",` : '"more":false,';
  return `{${next}"${list}":[`;
}

function pageHeaders({ firstUs, lastUs }: PagePlace): Record<string, string> {
  return {
    ...(firstUs === undefined ? {} : { "X-TAXII-Date-Added-First": taxiiTime(firstUs) }),
    ...(lastUs === undefined ? {} : { "X-TAXII-Date-Added-Last": taxiiTime(lastUs) }),
  };
}

function only(request: TaxiiRequest, ...methods: readonly string[]): TaxiiRequest {
  if (!methods.includes(request.method)) {
    const allow = methods.flatMap((it) => (it === "GET" ? ["GET", "HEAD"] : [it]));
    throw new TaxiiFault(405, undefined, allow);
  }
  return request;
}

function refuseUnless(allowed: boolean): void {
  if (!allowed) throw new TaxiiFault(403);
}

function json(request: TaxiiRequest, value: object): TaxiiAnswer {
  parseQuery(request.search, "nothing");
  return { status: 200, headers: {}, body: JSON.stringify(value) };
}

/** A random UUID, RFC 9562 §5.4. */
function uuid(random: Random): string {
  const bytes = random.bytes(16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = toHex(bytes);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join("-");
}
