/** The character set of HTML: mark, then what carried it, then its own meta tag, then a guess. */

import { byteOrderMark, detectCharset, knownCharset } from "../charset.ts";
import type { Section } from "./answer.ts";

const metaBytes = 1024;
const metaCharset = /<meta\s[^>]{0,200}charset\s{0,8}=\s{0,8}["']?\s{0,8}([\w.:-]{1,40})/i;

export function decodeHtml(bytes: Uint8Array, out: Section): string {
  const mark = byteOrderMark(bytes);
  const found = detectCharset(bytes);
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, metaBytes));
  const declared = knownCharset(metaCharset.exec(head)?.[1] ?? "");
  const wide = declared?.startsWith("utf-16") === true;
  if (mark.label === undefined && declared !== undefined && !wide && declared !== "utf-8") {
    return new TextDecoder(declared).decode(bytes);
  }
  if (found.doubt !== undefined) out.note(`charset-${found.doubt}`);
  return new TextDecoder(found.label, { ignoreBOM: true }).decode(bytes.subarray(found.markBytes));
}
