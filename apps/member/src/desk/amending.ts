/** From a published report back to a draft: what was sent is there again, decided as it was. */

import { TocsinError } from "@tocsin/kernel";
import {
  parseMessage,
  type PartDetail,
  type ReportBody,
  type ReportFrame,
  reportFrame,
  type ReviewItem,
} from "@tocsin/wire";
import type { ReportRecord } from "../protocol.ts";
import type { DraftStart } from "./drafts.ts";

type Prefilled = Omit<DraftStart, "source">;

const why = "It is in the report as it stands.";

/** Throws `not-ours`, `already-withdrawn`. */
export function amendmentOf(record: ReportRecord): Prefilled {
  if (!record.mine) throw new TocsinError("not-ours");
  const { body } = record;
  if (record.withdrawn || body === null) throw new TocsinError("already-withdrawn");
  const { tlp, purposes, expires, recipients = null } = body;
  const { envelope } = record;
  return {
    amends: record.id,
    items: itemsOf(body),
    content: {
      frame: parseFrame(body),
      terms: {
        ...{ audience: envelope.audience, class: envelope.class },
        ...{ tlp, purposes, expires, recipients },
      },
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
    ...body.steps.map(({ class: of, ...fields }, at) =>
      withDetail(sent("step", "", of), { of: "step", place: at + 1, ...fields }),
    ),
    ...body.defences.map(({ measure, effect, text, class: of }) =>
      withDetail(sent("defence", text ?? "", of), { of: "defence", measure, effect }),
    ),
    ...body.outcomes.map(({ id, result, class: of }) =>
      withDetail(sent("outcome", "", of), { of: "outcome", id, result }),
    ),
    ...body.impact.map(({ kind, band, class: of }) =>
      withDetail(sent("impact", "", of), { of: "impact", kind, band }),
    ),
    ...body.questions.map(({ about, text, class: of }) =>
      withDetail(sent("question", text ?? "", of), { of: "question", about }),
    ),
    ...body.notes.map((it) => sent("note", it.text, it.class)),
    ...(body.prose === null ? [] : [sent("prose", body.prose.text, body.prose.class)]),
  ];
}

function parseFrame(body: ReportBody): ReportFrame {
  const fields = Object.keys(reportFrame.shape);
  return parseMessage(
    reportFrame,
    Object.fromEntries(Object.entries(body).filter(([name]) => fields.includes(name))),
  );
}

function withDetail(item: ReviewItem, detail: PartDetail): ReviewItem {
  return { ...item, detail };
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
    detail: null,
    class: fieldClass,
    ...observable,
    source: null,
    proposal: "send",
    why,
    decision: "send",
    reason: null,
  };
}
