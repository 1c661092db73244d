/** The protocol's short words in the words of a person. */

import { type Delivery, type ReviewItem } from "@tocsin/wire/desk";
import { type FieldClass } from "@tocsin/wire/report";
import { type Warning } from "@tocsin/wire/node-api";

/** 6 USC 650(5). */
export const classNames: Record<FieldClass, string> = {
  A: "malicious reconnaissance",
  B: "method of defeating a control or exploiting a vulnerability",
  C: "vulnerability",
  D: "causing a user to enable it unwittingly",
  E: "malicious command and control",
  F: "actual or potential harm",
  G: "other attribute of a threat",
  H: "combination of these",
  DM: "defensive measure",
};

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
  observable: "Indicators",
  technique: "Techniques",
  vulnerability: "Vulnerabilities",
  malware: "Malware and tools",
  actor: "Actors",
  technology: "Products attacked",
  note: "Notes",
};

export const kindWords = { incident: "Incident", "near-miss": "Near miss" } as const;

/** "near-miss" → "near miss". */
export function spaced(word: string): string {
  return word.replaceAll("-", " ");
}
