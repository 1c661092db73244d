/** From a published report back to a draft: what was sent is there again, decided as it was. */

import { TocsinError } from "@tocsin/kernel";
import type { ReportBody, ReviewItem } from "@tocsin/wire";
import type { ReportRecord } from "../protocol.ts";
import type { DraftStart } from "./drafts.ts";

type Prefilled = Omit<DraftStart, "source">;

const why = "It is in the report as it stands.";

/** Throws `not-ours`, `already-withdrawn`. */
export function amendmentOf(record: ReportRecord): Prefilled {
  if (!record.mine) throw new TocsinError("not-ours");
  const { body } = record;
  if (record.withdrawn || body === null) throw new TocsinError("already-withdrawn");
  const { kind, determination, stage, firstSeen, tlp, purposes, expires } = body;
  return {
    amends: record.id,
    items: itemsOf(body),
    content: {
      frame: { kind, determination, stage, firstSeen },
      terms: { audience: record.envelope.audience, tlp, purposes, expires },
    },
  };
}

function itemsOf(body: ReportBody): ReviewItem[] {
  return [
    ...body.observables.map((it) =>
      sent("observable", it.value, it.class, {
        type: it.type,
        role: it.role,
        confidence: it.confidence,
      }),
    ),
    ...body.techniques.map((it) => sent("technique", it.id, it.class)),
    ...body.vulnerabilities.map((it) => sent("vulnerability", it.id, it.class)),
    ...body.malware.map((it) => sent("malware", it.name, it.class)),
    ...body.actors.map((it) => sent("actor", it.name, it.class)),
    ...body.technologies.map((it) => sent("technology", it.name, it.class)),
    ...body.notes.map((it) => sent("note", it.text, it.class)),
  ];
}

function sent(
  part: ReviewItem["part"],
  value: string,
  fieldClass: ReviewItem["class"],
  observable: Pick<ReviewItem, "type" | "role" | "confidence"> = {
    type: null,
    role: null,
    confidence: null,
  },
): ReviewItem {
  return {
    id: "",
    part,
    value,
    class: fieldClass,
    ...observable,
    source: null,
    proposal: "send",
    why,
    decision: "send",
    reason: null,
  };
}
