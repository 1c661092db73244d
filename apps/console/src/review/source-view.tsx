/** The original, which never leaves, with marks where something was found. Shown as text, never as HTML. */

import { ScrollArea, Text } from "@mantine/core";
import type { Draft } from "@tocsin/wire/desk";
import { useEffect, useMemo, useRef } from "react";

/** Characters shown at once; the rest is searched all the same. */
export const shownCharsMax = 200_000;

interface Mark {
  readonly start: number;
  readonly end: number;
  readonly kind: "item" | "finding";
  readonly title: string;
  readonly id: string;
}

/** Marks in order, none overlapping: where two meet what is looked at wins, then the removal. */
function marksOf(draft: Draft, chosen: string | undefined): Mark[] {
  const removals = draft.findings.map((it): Mark => ({
    start: it.start,
    end: it.end,
    kind: "finding",
    title: `${it.kind}: ${it.why}`,
    id: it.id,
  }));
  const items = draft.items.flatMap((it): Mark[] => {
    const kind = (it.decision ?? it.proposal) === "send" ? "item" : "finding";
    return it.source === null ? [] : [{ ...it.source, kind, title: it.why, id: it.id }];
  });
  const all = [...removals, ...items];
  const first = all.find((it) => it.id === chosen);
  const isHidden = (it: Mark): boolean =>
    first !== undefined && it !== first && it.start < first.end && first.start < it.end;
  const shown = all.filter((it) => !isHidden(it));
  const sorted = shown.sort((a, b) => a.start - b.start || (a.kind === "finding" ? -1 : 1));
  const marks: Mark[] = [];
  let end = 0;
  for (const mark of sorted) {
    if (mark.start < end || mark.end > shownCharsMax) continue;
    marks.push(mark);
    end = mark.end;
  }
  return marks;
}

export function SourceView({ draft, chosen }: { draft: Draft; chosen: string | undefined }) {
  const { text } = draft.source;
  const marks = useMemo(() => marksOf(draft, chosen), [draft, chosen]);
  const chosenMark = useRef<HTMLElement>(null);
  const viewport = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Only the text moves: if the page did, a click that has begun would end on something else.
    const [mark, view] = [chosenMark.current, viewport.current];
    if (mark === null || view === null) return;
    const from = mark.offsetTop - view.scrollTop;
    if (from < 0 || from > view.clientHeight - mark.offsetHeight) {
      view.scrollTop = mark.offsetTop - view.clientHeight / 3;
    }
  }, [chosen]);
  const pieces = [];
  let at = 0;
  for (const mark of marks) {
    pieces.push(text.slice(at, mark.start));
    const isChosen = mark.id === chosen;
    pieces.push(
      <mark
        key={`${mark.id} ${String(mark.start)}`}
        data-kind={mark.kind}
        data-chosen={isChosen}
        title={mark.title}
        {...(isChosen ? { ref: chosenMark } : {})}
      >
        {text.slice(mark.start, mark.end)}
      </mark>,
    );
    at = mark.end;
  }
  pieces.push(text.slice(at, shownCharsMax));
  return (
    <ScrollArea.Autosize
      mah="68vh"
      type="auto"
      viewportRef={viewport}
      viewportProps={{ tabIndex: 0, "aria-label": "The original text" }}
    >
      <div className="source">{pieces}</div>
      {text.length > shownCharsMax && (
        <Text size="sm" c="dimmed" mt="xs">
          {shownCharsMax.toLocaleString("en")} of {text.length.toLocaleString("en")} characters are
          shown; all were searched.
        </Text>
      )}
    </ScrollArea.Autosize>
  );
}
