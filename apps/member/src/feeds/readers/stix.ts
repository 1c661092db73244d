/** A STIX bundle at an address: it is read while it comes, and it is the whole of what its source says. */

import { createStixReader } from "@tocsin/threat/stix";
import { TocsinError } from "@tocsin/kernel";

import { cursorOf, type FeedReader, stepItems, unchanged } from "../reading.ts";
import { validators } from "../source.ts";
import { StixItems } from "./stix-items.ts";

const bundleBytesMax = 1024 * 1024 * 1024;
const objectsMax = 2_000_000;

export const readStixFeed: FeedReader = async function* (reading) {
  const known = cursorOf(reading, validators);
  const wanted = { bytesMax: bundleBytesMax, ...(known && { validators: known }) };
  const fetched = await reading.source.get(reading.url, wanted);
  if (fetched.isSame) return unchanged;
  const reader = createStixReader({ objectsMax });
  const items = new StixItems(reading);
  for await (const chunk of fetched.chunks) {
    for (const one of reader.push(chunk)) {
      items.add(one);
      if (items.count >= stepItems) yield items.take();
    }
  }
  const end = reader.finish();
  const isBroken = end.count === 0 && end.problems.some((it) => it.level === "error");
  if (end.kind === "unreadable" || isBroken) {
    throw new TocsinError("remote-answer-invalid", { detail: end.problems[0]?.text ?? "no STIX" });
  }
  if (end.single !== undefined) items.add(end.single);
  yield items.take();
  return { whole: true, cursor: JSON.stringify(fetched.validators) };
};
