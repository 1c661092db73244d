/** What a person has typed and not sent: kept in this page's memory alone, while one looks at other screens. */

import { skipToken, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";

/** Undefined while nothing is kept. The browser asks before it closes a page on which something is. */
export function useKept<Kept>(
  name: string,
  isWorthAsking: (kept: Kept) => boolean = () => true,
): [Kept | undefined, (kept: Kept | undefined) => void] {
  const client = useQueryClient();
  const key = ["kept", name];
  const { data } = useQuery<Kept | null>({ queryKey: key, queryFn: skipToken, gcTime: Infinity });
  const kept = data ?? undefined;
  const asks = kept !== undefined && isWorthAsking(kept);
  useEffect(() => {
    if (!asks) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [asks]);
  return [kept, (next) => client.setQueryData<Kept | null>(key, next ?? null)];
}
