/** Block lists, CSV with a column of values, JSON lines: each line is an item, and the list is the whole. */

import { TocsinError } from "@tocsin/kernel";
import type { ImportItem } from "@tocsin/store";
import { canonicalise, isObservableType } from "@tocsin/threat";

import { readIndicators } from "../../matching/indicator-list.ts";
import { watchable } from "../../warnings/watchable.ts";
import { cursorOf, type FeedReader, stepItems, unchanged } from "../reading.ts";
import { validators, wholeOf } from "../source.ts";

const listBytesMax = 128 * 1024 * 1024;
const linesMax = 1_000_000;

export const readListFeed: FeedReader = async function* (reading) {
  const known = cursorOf(reading, validators);
  const wanted = { bytesMax: listBytesMax, ...(known && { validators: known }) };
  const fetched = await reading.source.get(reading.url, wanted);
  if (fetched.isSame) return unchanged;
  const bytes = await wholeOf(fetched.chunks);
  // A web page that says that the list has moved would be read as a text with values in it.
  if (/^(?:\ufeff)?\s*</.test(Buffer.from(bytes.subarray(0, 200)).toString())) {
    throw new TocsinError("remote-answer-invalid", { detail: "a web page" });
  }
  let items: ImportItem[] = [];
  let refused = 0;
  let lines = 0;
  for (const { type, value: written } of readIndicators({ name: "list", bytes })) {
    lines += 1;
    if (lines > linesMax) throw tooMany();
    const value = isObservableType(type) ? canonicalise(type, written) : undefined;
    if (value === undefined || watchable(type, value, reading.policy) === undefined) refused += 1;
    else items.push(lineItem(type, value));
    if (items.length === stepItems) {
      yield { items };
      items = [];
    }
  }
  // An error page is no empty list.
  if (lines === 0 || refused === lines) {
    throw new TocsinError("remote-answer-invalid", { detail: "no list of values" });
  }
  const why = `${refused} lines that hold no value, or one that says nothing by itself`;
  yield { items, refusals: refused === 0 ? [] : [why] };
  return { whole: true, cursor: JSON.stringify(fetched.validators) };
};

function lineItem(type: string, value: string): ImportItem {
  const values = [{ type, value, confidence: "medium", tlp: null, untilMs: null }];
  return { key: `${type} ${value}`, order: null, digest: "", gone: false, body: null, values };
}

function tooMany(): TocsinError {
  return new TocsinError("remote-answer-invalid", { detail: `more than ${linesMax} lines` });
}
