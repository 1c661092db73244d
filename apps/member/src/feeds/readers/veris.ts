/** VERIS incidents, one or a list: what was done and with what. Who was hit is not taken over. */

import { TocsinError } from "@tocsin/kernel";
import { readVeris } from "@tocsin/threat/formats";
import { z } from "zod";

import { cursorOf, type FeedReader, plainItem, stepItems, unchanged } from "../reading.ts";
import { jsonOf, validators } from "../source.ts";

const listBytesMax = 128 * 1024 * 1024;
const incidentsMax = 100_000;
const named = z.object({ incident_id: z.string().min(1).max(200) });

export const readVerisFeed: FeedReader = async function* (reading) {
  const known = cursorOf(reading, validators);
  const wanted = { bytesMax: listBytesMax, ...(known && { validators: known }) };
  const fetched = await reading.source.get(reading.url, wanted);
  if (fetched.isSame) return unchanged;
  const value = await jsonOf(fetched);
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (list.length > incidentsMax) {
    throw new TocsinError("remote-answer-invalid", { detail: `more than ${incidentsMax}` });
  }
  for (let at = 0; at < list.length; at += stepItems) {
    const refusals: string[] = [];
    const items = list.slice(at, at + stepItems).flatMap((one) => {
      const head = named.safeParse(one);
      const read = readVeris(one);
      if (!read.ok) refusals.push(read.why);
      if (!read.ok || !head.success) return [];
      const { vulnerabilities, malware, actors } = read.material;
      const body = JSON.stringify({ vulnerabilities, malware, actors });
      return [plainItem(head.data.incident_id, body, { body })];
    });
    yield { items, refusals };
  }
  return { whole: true, cursor: JSON.stringify(fetched.validators) };
};
