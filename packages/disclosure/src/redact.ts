/** A text with what was found replaced: what is held for a person goes too. Deny by default. */

import type { Finding } from "@tocsin/wire";
import { outermost } from "./overlap.ts";

export function redactText(text: string, findings: readonly Finding[]): string {
  const parts: string[] = [];
  let from = 0;
  for (const { start, end, replacement } of outermost(findings)) {
    parts.push(text.slice(from, start), replacement);
    from = end;
  }
  parts.push(text.slice(from));
  return parts.join("");
}
