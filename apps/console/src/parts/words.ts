/** The protocol's short words in the words of a person. */

import type {
  CrowdFact,
  Delivery,
  FrameSuggestion,
  PartDetail,
  ReviewItem,
} from "@tocsin/wire/desk";
import type { SizeBand } from "@tocsin/wire/report";
import type { MatchView, Warning } from "@tocsin/wire/node-api";

export const urgencyColors: Record<Warning["urgency"], string> = {
  urgent: "red",
  high: "orange",
  normal: "blue",
  low: "gray",
};

export const deliveryWords: Record<Delivery["state"], string> = {
  waiting: "waits for its round",
  sending: "leaves now",
  sent: "sent, not yet in the ledger",
  published: "published",
  resending: "did not appear, is sent again",
  lost: "lost twice",
  refused: "refused",
};

export const partNames: Record<ReviewItem["part"], string> = {
  observable: "Observables",
  technique: "Techniques",
  vulnerability: "Vulnerabilities",
  malware: "Malware and tools",
  actor: "Actors",
  technology: "Products attacked",
  step: "Steps of the attack",
  defence: "Defensive measures",
  outcome: "Controls that held or failed",
  impact: "Impact",
  question: "Questions to peers",
  note: "Notes",
  prose: "Free prose",
};

export const kindWords = { incident: "Incident", "near-miss": "Near miss" } as const;

export const sizeWords: Record<SizeBand, string> = {
  "under-50": "fewer than 50 people",
  "50-249": "50 to 249 people",
  "250-999": "250 to 999 people",
  "1000-4999": "1,000 to 4,999 people",
  "5000-or-more": "5,000 people or more",
};

export const fieldWords: Record<FrameSuggestion["field"], string> = {
  kind: "Kind",
  determination: "Determination",
  stage: "How far it got",
  firstSeen: "First seen",
  noticed: "Noticed",
  ended: "Over",
};

export const factWords: Record<CrowdFact["what"], string> = {
  class: "class",
  region: "region",
  size: "size",
  time: "time",
  technology: "product",
  identifying: "value that points to you",
};

/** "near-miss" → "near miss". */
export function spaced(word: string): string {
  return word.replaceAll("-", " ");
}

/** "key-backup-due" → "Key backup due". */
export function titled(word: string): string {
  return `${word.charAt(0).toUpperCase()}${spaced(word.slice(1))}`;
}

/** A part with pick lists, in one line. */
export function detailWords(detail: PartDetail): string {
  switch (detail.of) {
    case "step":
      return [
        `${String(detail.place)}. ${spaced(detail.did)}`,
        ...(detail.technique === null ? [] : [`by ${detail.technique}`]),
        ...(detail.on === null ? [] : [`on ${spaced(detail.on)}`]),
        `(${detail.result})`,
      ].join(" ");
    case "defence":
      return `${spaced(detail.measure)}: ${spaced(detail.effect)}`;
    case "outcome":
      return `${detail.id} ${detail.result}`;
    case "impact":
      return `${detail.kind}: ${spaced(detail.band)}`;
    case "question":
      return `about ${detail.about}`;
  }
}

/** Submissions of others, never members: one member can submit more than once. */
export function submissionWords(count: string): string {
  return count === "1" ? "1 submission" : `${count} submissions`;
}

/** What makes sure of a match that would be weak alone. */
export const confirmedWords: Record<NonNullable<MatchView["confirmedBy"]>, string> = {
  connection: "confirmed by its connection",
  "second-match": "confirmed by a second match",
};

/** Who reads it. */
export function audienceWords(audience: string): string {
  return audience === "members" ? "all members" : `members of ${audience.slice("class:".length)}`;
}

/** As whom it is said. */
export function speakingWords(speaking: string | null): string {
  return speaking ?? "the smallest class that is large enough";
}
