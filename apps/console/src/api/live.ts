/** News of the node as they come: a word says what is new, and the screens ask again. */

import { nodeEvents } from "@tocsin/wire/node-api";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";

/** Query keys that each kind of news touches. */
const touched: Record<(typeof nodeEvents)[number], readonly string[]> = {
  warning: ["warnings", "campaigns", "concerns", "status"],
  report: ["reports", "status"],
  draft: ["drafts", "status"],
  status: ["status"],
  alarm: ["status"],
  match: ["matches", "checks"],
  mail: ["talk"],
};

/** Whether the live line stands. The browser comes back by itself when it breaks. */
export function useLive(onWarning: () => void): boolean {
  const queries = useQueryClient();
  const [connected, setConnected] = useState(false);
  useEffect(() => {
    const source = new EventSource("/api/events");
    source.addEventListener("open", () => setConnected(true));
    source.addEventListener("error", () => setConnected(false));
    for (const kind of nodeEvents) {
      source.addEventListener(kind, () => {
        for (const key of touched[kind]) void queries.invalidateQueries({ queryKey: [key] });
        if (kind === "warning") onWarning();
      });
    }
    return () => source.close();
  }, [queries, onWarning]);
  return connected;
}
