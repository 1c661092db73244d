/** LIKE: `%` stands for any characters, `_` for one; the whole text must fit. STIX 2.1 §9.6.1. */

/** Parts between the `%` are looked for from left to right, each once: no backtracking. */
export function like(text: string, pattern: string): boolean {
  const parts = pattern.split("%");
  const [first = ""] = parts;
  if (parts.length === 1) return text.length === first.length && fitsAt(text, first, 0);
  const last = parts.at(-1) ?? "";
  const end = text.length - last.length;
  if (end < first.length || !fitsAt(text, first, 0) || !fitsAt(text, last, end)) return false;
  let from = first.length;
  for (const part of parts.slice(1, -1)) {
    const at = find(text, part, from, end);
    if (at < 0) return false;
    from = at + part.length;
  }
  return true;
}

function find(text: string, part: string, from: number, end: number): number {
  if (!part.includes("_")) {
    const at = text.indexOf(part, from);
    return at >= 0 && at + part.length <= end ? at : -1;
  }
  for (let at = from; at + part.length <= end; at += 1) if (fitsAt(text, part, at)) return at;
  return -1;
}

function fitsAt(text: string, part: string, at: number): boolean {
  if (!part.includes("_")) return text.startsWith(part, at);
  for (let step = 0; step < part.length; step += 1) {
    const wanted = part.charAt(step);
    if (wanted !== "_" && wanted !== text.charAt(at + step)) return false;
  }
  return true;
}
