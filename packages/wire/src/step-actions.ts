/**
 * What an attacker does in one step: about the tactics of ATT&CK, in plain words and in the order in which an
 * attack goes through them. Apart from the schemas, so that who reads a text need not load these.
 */

export const stepActions = [
  "scouted",
  "delivered",
  "exploited",
  "executed",
  "persisted",
  "escalated",
  "evaded",
  "stole-credentials",
  "discovered",
  "moved",
  "collected",
  "controlled",
  "exfiltrated",
  "damaged",
] as const;
