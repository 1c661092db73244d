/** What is said of a match in a word or two. */

import type { MatchView } from "@tocsin/wire/node-api";

export function matchMarks({
  weak,
  confirmedBy,
  sealed,
}: Pick<MatchView, "weak" | "confirmedBy" | "sealed">): string[] {
  const confirmed = {
    connection: "confirmed by its connection",
    "second-match": "confirmed by a second match",
  };
  return [
    ...(weak ? ["weak"] : []),
    ...(confirmedBy === null ? [] : [confirmed[confirmedBy]]),
    ...(sealed ? ["sealed"] : []),
  ];
}
