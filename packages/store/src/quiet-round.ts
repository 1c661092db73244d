/** What a round changes beside its leaves, where it changes nothing else: one list for who makes bare rounds. */

import type { RoundCommit } from "./exchange-store.ts";

export const nothingElse: Omit<
  RoundCommit,
  "round" | "expected" | "leaves" | "tiles" | "checkpoint"
> = {
  spends: [],
  votes: [],
  ties: [],
  tiesOff: [],
  tags: [],
  tagsOff: [],
  refunds: [],
  day: 0,
  refundsTold: [],
  appeals: [],
  heads: [],
  withdrawals: [],
  notices: [],
  partsKept: [],
  partsDone: [],
  carried: [],
  carriedDone: [],
};
