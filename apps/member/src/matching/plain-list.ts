/** Block lists as they are passed around: one value a line, with comments or a hosts file's zeros. */

import { canonicalise } from "@tocsin/threat";
import { classifyValue } from "@tocsin/threat/extraction";
import type { Indicator } from "@tocsin/threat/matching";

const sampledLines = 50;
/** Of the sampled lines, so many in ten hold one word: then the text is a list. */
const tenthsMin = 9;
/** `0.0.0.0 name` and `127.0.0.1 name`, as hosts files block. */
const blocked = /^(?:0\.0\.0\.0|127\.0\.0\.1|::1?)\s+(?=\S)/;

export function isPlainList(text: string): boolean {
  let [lines, words] = [0, 0];
  for (const line of contentLines(text)) {
    lines += 1;
    if (!/\s/.test(line)) words += 1;
    if (lines === sampledLines) break;
  }
  return lines > 1 && words * 10 >= lines * tenthsMin;
}

/** What is no value has no type: the matcher counts it. */
export function* fromPlainList(text: string, source: string): Generator<Indicator> {
  for (const value of contentLines(text)) {
    const found = classifyValue(value);
    const isName = found === undefined || found.type === "file-name";
    if (found !== undefined) yield { ...found, source };
    // "update.zip" may be a name on the network as well.
    const other = isName ? nameOrEndpoint(value) : undefined;
    if (other !== undefined) yield { ...other, source };
    else if (found === undefined) yield { type: "", value, source };
  }
}

function nameOrEndpoint(value: string): { type: string; value: string } | undefined {
  for (const type of ["endpoint", "domain"] as const) {
    const form = canonicalise(type, value.replace(/^(?:\*\.|\.)/, ""));
    if (form !== undefined) return { type, value: form };
  }
  return undefined;
}

/** Without comments, empty lines, and what hosts files write before a name. */
function* contentLines(text: string): Generator<string> {
  for (let at = 0; at < text.length;) {
    const found = text.indexOf("\n", at);
    const end = found < 0 ? text.length : found;
    const line = text.slice(at, end).trim();
    at = end + 1;
    if (line === "" || /^(?:[#;!]|\/\/)/.test(line)) continue;
    const comment = line.search(/\s(?:#|;|\/\/)/);
    const content = (comment < 0 ? line : line.slice(0, comment)).trimEnd().replace(blocked, "");
    if (content !== "") yield content;
  }
}
