/** Where the original is marked: every stretch that was found, and what stands inside of another. */

import type { Draft } from "@tocsin/wire/desk";

/** Characters shown at once; the rest is searched all the same. */
export const shownCharsMax = 200_000;

export interface Mark {
  readonly start: number;
  readonly end: number;
  /** "item": would leave. "finding": is removed, or nobody has let it leave. */
  readonly kind: "item" | "finding";
  readonly title: string;
  readonly id: string;
}

/**
 * In order and apart. Where several cover a place, the one that is looked at wins, then the shortest: a value
 * inside a sentence that is held keeps its own mark, and the rest of the sentence keeps its.
 */
export function marksOf(
  { findings, items }: Pick<Draft, "findings" | "items">,
  chosen: string | undefined,
): Mark[] {
  const removals = findings.map(({ start, end, kind, why, id }): Mark => {
    return { start, end, kind: "finding", title: `${kind}: ${why}`, id };
  });
  const parts = items.flatMap((it): Mark[] => {
    const kind = (it.decision ?? it.proposal) === "send" ? "item" : "finding";
    return it.source === null ? [] : [{ ...it.source, kind, title: it.why, id: it.id }];
  });
  const all = [...removals, ...parts].filter(
    ({ start, end }) => start < end && end <= shownCharsMax,
  );
  return apart(all, chosen);
}

function apart(all: readonly Mark[], chosen: string | undefined): Mark[] {
  const starting = [...all].sort((a, b) => a.start - b.start);
  const places = [...new Set(all.flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b);
  const marks: Mark[] = [];
  let open: Mark[] = [];
  let next = 0;
  for (const [at, start] of places.entries()) {
    open = open.filter((it) => it.end > start);
    for (let it = starting[next]; it?.start === start; it = starting[next]) {
      open.push(it);
      next += 1;
    }
    const top = open.find((it) => it.id === chosen) ?? shortest(open);
    const end = places[at + 1];
    if (top === undefined || end === undefined) continue;
    const before = marks.at(-1);
    if (before?.id === top.id && before.end === start) marks[marks.length - 1] = { ...before, end };
    else marks.push({ ...top, start, end });
  }
  return marks;
}

/** Of two as long as each other the removal. */
function shortest(open: readonly Mark[]): Mark | undefined {
  const order = (it: Mark): number => (it.end - it.start) * 2 + (it.kind === "finding" ? 0 : 1);
  return open.reduce<Mark | undefined>(
    (best, it) => (best === undefined || order(it) < order(best) ? it : best),
    undefined,
  );
}
