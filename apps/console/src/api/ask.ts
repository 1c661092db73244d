/** How every screen asks the node for something and tells it something. */

import { useMutation, type UseMutationResult, useQueryClient } from "@tanstack/react-query";
import { z } from "zod";

import type { ApiError } from "./client.ts";

/** Rows of one list page. */
const listLimit = 100;

/** The answer of what has none. */
export const nothing = z.null();

export function listPath(path: string, filters: Record<string, string | undefined>): string {
  const search = new URLSearchParams({ limit: String(listLimit) });
  for (const [name, value] of Object.entries(filters)) if (value) search.set(name, value);
  return `${path}?${search.toString()}`;
}

/** Something said to the node; what it may have changed is asked for again. */
export function useSay<Said, Answer>(
  say: (it: Said) => Promise<Answer>,
  touches: readonly string[],
): UseMutationResult<Answer, ApiError, Said> {
  const queries = useQueryClient();
  return useMutation<Answer, ApiError, Said>({
    mutationFn: say,
    onSuccess: () =>
      Promise.all(
        ["status", ...touches].map((key) => queries.invalidateQueries({ queryKey: [key] })),
      ),
  });
}
