/**
 * News of the node as they come: a word says what is new, and the screens ask again. A browser keeps six
 * lines to one host, so that of all tabs one holds the line and tells the others: the seventh would wait for ever.
 */

import { nodeEvents } from "@tocsin/wire/node-api";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";

type Kind = (typeof nodeEvents)[number];
/** Between tabs: what is new, how the line stands, or the question of a new tab how it does. */
type Word = Kind | "up" | "down" | "how";

/** Query keys that each kind of news touches. */
const touched: Record<Kind, readonly string[]> = {
  warning: ["warnings", "campaigns", "concerns", "status"],
  report: ["reports", "status"],
  draft: ["drafts", "status"],
  status: ["status"],
  alarm: ["status"],
  match: ["matches", "checks"],
  mail: ["talk"],
};

const lineName = "tocsin-live";
const againMs = 5000;

/** Whether the live line stands. The browser comes back by itself when it breaks. */
export function useLive(onWarning: () => void): boolean {
  const queries = useQueryClient();
  const [connected, setConnected] = useState(false);
  useEffect(
    () =>
      followLine((word) => {
        if (word === "up" || word === "down") setConnected(word === "up");
        else {
          for (const key of touched[word]) void queries.invalidateQueries({ queryKey: [key] });
          if (word === "warning") onWarning();
        }
      }),
    [queries, onWarning],
  );
  return connected;
}

/** Holds the line, or waits to hold it and hears the tab that does. Answers how to leave. */
function followLine(hear: (word: Exclude<Word, "how">) => void): () => void {
  const others = new BroadcastChannel(lineName);
  const left = new AbortController();
  let line: EventSource | undefined;
  const tell = (word: Exclude<Word, "how">) => {
    hear(word);
    others.postMessage(word);
  };
  others.addEventListener("message", ({ data }: MessageEvent<Word>) => {
    if (data !== "how") hear(data);
    else if (line !== undefined)
      others.postMessage(line.readyState === EventSource.OPEN ? "up" : "down");
  });
  others.postMessage("how");
  let again: ReturnType<typeof setTimeout> | undefined;
  const open = () => {
    const opened = new EventSource("/api/events");
    line = opened;
    opened.addEventListener("open", () => tell("up"));
    opened.addEventListener("error", () => {
      tell("down");
      // Refused, as without a session: the browser does not try again by itself.
      if (opened.readyState === EventSource.CLOSED) again = setTimeout(open, againMs);
    });
    for (const kind of nodeEvents) opened.addEventListener(kind, () => tell(kind));
  };
  const hold = () => {
    open();
    return new Promise<void>((leave) => left.signal.addEventListener("abort", () => leave()));
  };
  // A page that is not of this machine and has no TLS has no locks: each tab holds a line of its own.
  const locks = "locks" in navigator ? navigator.locks : undefined;
  if (locks === undefined) void hold();
  else void locks.request(lineName, { signal: left.signal }, hold).catch(() => undefined);
  return () => {
    left.abort();
    clearTimeout(again);
    line?.close();
    others.close();
  };
}
