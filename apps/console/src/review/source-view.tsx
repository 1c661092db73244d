/** The original, which never leaves, with marks where something was found. Shown as text, never as HTML. */

import { ScrollArea, Text } from "@mantine/core";
import type { Draft } from "@tocsin/wire/desk";
import { useEffect, useMemo, useRef } from "react";

import { marksOf, shownCharsMax } from "./marks.ts";

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
  const first = marks.find((it) => it.id === chosen);
  for (const mark of marks) {
    pieces.push(text.slice(at, mark.start));
    const isChosen = mark.id === chosen;
    pieces.push(
      <mark
        key={`${mark.id} ${String(mark.start)}`}
        data-kind={mark.kind}
        data-chosen={isChosen}
        title={mark.title}
        {...(mark === first ? { ref: chosenMark } : {})}
      >
        {text.slice(mark.start, mark.end)}
      </mark>,
    );
    at = mark.end;
  }
  pieces.push(text.slice(at, shownCharsMax));
  return (
    <>
      <Text size="xs" className="source legend" mb="xs">
        <mark>removed, or held until you send it</mark> <mark data-kind="item">would leave</mark>
      </Text>
      <ScrollArea.Autosize
        mah="60vh"
        type="auto"
        viewportRef={viewport}
        viewportProps={{ tabIndex: 0, "aria-label": "The original text" }}
      >
        <div className="source">{pieces}</div>
        {text.length > shownCharsMax && (
          <Text size="sm" c="dimmed" mt="xs">
            {shownCharsMax.toLocaleString("en")} of {text.length.toLocaleString("en")} characters
            are shown; all were searched.
          </Text>
        )}
      </ScrollArea.Autosize>
    </>
  );
}
