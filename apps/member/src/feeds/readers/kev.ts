/** CISA's catalogue of known exploited vulnerabilities; entries that it drops are taken back. */

import { TocsinError } from "@tocsin/kernel";
import { readKev } from "@tocsin/threat/formats";
import { z } from "zod";

import { cursorOf, type FeedReader, plainItem, stepItems, unchanged } from "../reading.ts";
import { jsonOf, validators } from "../source.ts";

const catalogueBytesMax = 64 * 1024 * 1024;
const cursorForm = z.strictObject({ validators, releasedMs: z.number() });

export const readKevFeed: FeedReader = async function* (reading) {
  const known = cursorOf(reading, cursorForm);
  const wanted = { bytesMax: catalogueBytesMax, ...(known && { validators: known.validators }) };
  const fetched = await reading.source.get(reading.url, wanted);
  if (fetched.isSame) return unchanged;
  const read = readKev(await jsonOf(fetched), reading.nowMs);
  if (!read.ok) throw new TocsinError("remote-answer-invalid", { detail: read.why });
  const { byCve, releasedMs } = read.catalogue;
  if (known !== undefined && releasedMs < known.releasedMs) {
    throw new TocsinError("remote-answer-invalid", { detail: "older than the copy that is here" });
  }
  const entries = [...byCve.values()];
  for (let at = 0; at < entries.length; at += stepItems) {
    const items = entries.slice(at, at + stepItems).map((entry) => {
      const body = JSON.stringify(entry);
      return plainItem(entry.cveID, body, { body });
    });
    yield { items, newestMs: releasedMs };
  }
  const cursor = JSON.stringify({ validators: fetched.validators, releasedMs });
  return { whole: true, cursor };
};
