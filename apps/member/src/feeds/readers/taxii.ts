/**
 * A TAXII 2.1 collection, page by page: each page is kept with the place where the next one begins, so
 * that a reading that was cut goes on there. TAXII 2.1 §3.4, §3.5, §5.4.
 */

import { TocsinError } from "@tocsin/kernel";
import { createStixReader, type StixObject } from "@tocsin/threat/stix";
import { z } from "zod";

import { cursorOf, type End, type FeedReader, type Reading, type Step } from "../reading.ts";
import { type Fetched, jsonOf } from "../source.ts";
import { StixItems } from "./stix-items.ts";

const mediaType = "application/taxii+json;version=2.1";
const pageBytesMax = 64 * 1024 * 1024;
const resourceBytesMax = 4 * 1024 * 1024;
const objectsMax = 100_000;
const pageLimit = 1000;
/** Pages of one reading; the rest is for the next one. */
const pagesMax = 10_000;
const rootsMax = 20;
const namedMax = 5;

const time = z.string().regex(/^\d{4}-\d\d-\d\dT[\d:.]{8,20}Z$/);
const cursorForm = z.strictObject({
  /** The collection's address. */
  objects: z.string(),
  addedAfter: time.optional(),
  /** In the midst of the pages after `addedAfter`. */
  next: z.string().optional(),
  /** Date added of the last object of the pages that were read since. */
  last: time.optional(),
});
type Cursor = z.output<typeof cursorForm>;

export const readTaxiiFeed: FeedReader = async function* (reading) {
  let cursor = cursorOf(reading, cursorForm) ?? { objects: await objectsUrl(reading) };
  const seen = new Set<string>();
  for (let pages = 0; pages < pagesMax; pages += 1) {
    const resumed = pages === 0 && cursor.next !== undefined;
    let page: Page;
    try {
      page = await readPage(reading, cursor);
    } catch (error) {
      // The server has forgotten the place: it is read again from where it is sure.
      if (!resumed || !isRefusal(error)) throw error;
      cursor = withoutNext(cursor);
      continue;
    }
    const { step, more, next, last } = page;
    const newest = last ?? cursor.last;
    const onward = more ? onwardOf(cursor, next, newest) : undefined;
    if (onward === undefined) {
      const { objects, addedAfter } = cursor;
      const after = newest ?? addedAfter;
      yield { ...step, cursor: textOf({ objects, ...(after && { addedAfter: after }) }) };
      return { whole: false };
    }
    const place = textOf(onward);
    if (seen.has(place)) throw invalid("pages that lead back to themselves");
    seen.add(place);
    yield { ...step, cursor: place };
    cursor = onward;
  }
  return { whole: false } satisfies End;
};

interface Page {
  readonly step: Step;
  readonly more: boolean;
  readonly next: string | undefined;
  readonly last: string | undefined;
}

/** Older servers give no `next`; then the time of the last object leads on. */
function onwardOf(cursor: Cursor, next: string | undefined, last: string | undefined): Cursor {
  if (next !== undefined) return { ...cursor, next, ...(last && { last }) };
  if (last === undefined || last === cursor.addedAfter) {
    throw invalid("more objects, and no way to ask for them");
  }
  return { objects: cursor.objects, addedAfter: last };
}

function withoutNext({ objects, addedAfter }: Cursor): Cursor {
  return { objects, ...(addedAfter && { addedAfter }) };
}

async function readPage(reading: Reading, cursor: Cursor): Promise<Page> {
  const url = new URL(cursor.objects);
  url.searchParams.set("limit", String(pageLimit));
  if (cursor.addedAfter !== undefined) url.searchParams.set("added_after", cursor.addedAfter);
  if (cursor.next !== undefined) url.searchParams.set("next", cursor.next);
  const fetched = await fetched200(reading, url.href, pageBytesMax);
  const reader = createStixReader({ objectsMax });
  const items = new StixItems(reading);
  for await (const chunk of fetched.chunks) for (const one of reader.push(chunk)) items.add(one);
  const { kind, header, problems } = reader.finish();
  const [problem] = problems;
  if (kind !== "envelope" || problem !== undefined) throw invalid(problem?.text ?? "no envelope");
  const last = time.safeParse(fetched.header("x-taxii-date-added-last"));
  return {
    step: items.take(),
    more: header["more"] === true,
    next: nextOf(header),
    last: last.success ? last.data : undefined,
  };
}

function nextOf({ next }: StixObject): string | undefined {
  if (typeof next === "string" && next !== "" && next.length <= 4000) return next;
  return typeof next === "number" ? String(next) : undefined;
}

const collection = z.object({
  id: z.string().max(200),
  can_read: z.boolean().default(true),
});
const resource = z.object({
  default: z.string().max(2000).optional(),
  api_roots: z.array(z.string().max(2000)).max(1000).optional(),
  collections: z.array(collection).max(10_000).optional(),
});

/** From the address of a collection, of an API root or of a server. Throws `message-invalid` with a choice. */
async function objectsUrl(reading: Reading): Promise<string> {
  const [, found] = /^(.*\/collections\/[^/?#]+)(?:\/objects)?\/?$/.exec(reading.url) ?? [];
  if (found !== undefined) return `${found}/objects/`;
  const base = reading.url.endsWith("/") ? reading.url : `${reading.url}/`;
  const said = resource.safeParse(await jsonOf(await fetched200(reading, base, resourceBytesMax)));
  const roots = said.success ? (said.data.api_roots ?? []) : [];
  const chosen = said.success && said.data.default !== undefined ? [said.data.default] : roots;
  const asked = chosen.length === 0 ? [base] : chosen.slice(0, rootsMax);
  const choices: string[] = [];
  for (const root of asked) {
    const at = reading.source.beside(base, root.endsWith("/") ? root : `${root}/`);
    const list = reading.source.beside(at, "collections/");
    const parsed = resource.safeParse(
      await jsonOf(await fetched200(reading, list, resourceBytesMax)),
    );
    if (!parsed.success) throw invalid("no list of collections");
    for (const { id, can_read: isReadable } of parsed.data.collections ?? []) {
      if (isReadable)
        choices.push(reading.source.beside(list, `${encodeURIComponent(id)}/objects/`));
    }
  }
  const [only] = choices;
  if (only !== undefined && choices.length === 1) return only;
  const ids = choices.slice(0, namedMax).map((it) => it.split("/").at(-3) ?? "");
  const detail = `${choices.length} collections: give the address of one (${ids.join(", ")})`;
  throw new TocsinError("message-invalid", { detail });
}

async function fetched200(
  { source }: Reading,
  url: string,
  bytesMax: number,
): Promise<Extract<Fetched, { isSame: false }>> {
  const fetched = await source.get(url, { accept: mediaType, bytesMax });
  if (fetched.isSame) throw invalid("an answer to another question");
  return fetched;
}

function isRefusal(error: unknown): boolean {
  return error instanceof TocsinError && error.code === "remote-refused";
}

function textOf(cursor: Cursor): string {
  return JSON.stringify(cursor);
}

function invalid(detail: string): TocsinError {
  return new TocsinError("remote-answer-invalid", { detail });
}
