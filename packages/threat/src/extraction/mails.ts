/** Mail addresses: a local part, an at sign in any disguise, a domain. */

import { cutEnd } from "@tocsin/kernel/cut-end";
import { canonicalEmail } from "../observables/canonical-network.ts";
import { ending } from "../names/endings.ts";
import type { Chain } from "./chains.ts";
import { classAt, isWordAt, localBit, wordBit } from "./char-classes.ts";
import { type Fang, fangLength, isDisguised } from "./fangs.ts";
import { endingOf } from "./hosts.ts";
import type { Scan } from "./scan.ts";

const localCharsMax = 64;

/** The local part may go on to the left of its last dotted run: `first+tag`, `o'neill`. */
function localStart(scan: Scan, start: number): number {
  const { text } = scan;
  let at = start;
  while (start - at < localCharsMax && at - 2 >= scan.floor) {
    const bits = classAt(text, at - 1);
    if ((bits & localBit) === 0 || (bits & wordBit) !== 0 || !isWordAt(text, at - 2)) break;
    at -= 1;
    while (at > scan.floor && start - at < localCharsMax && isWordAt(text, at - 1)) at -= 1;
  }
  return at;
}

/** Reads the address whose local part ends where the at sign begins; its end, or -1. */
export function readMail(scan: Scan, local: Chain, localEnd: number, sign: Fang): number {
  const { text } = scan;
  const from = localEnd + fangLength(sign);
  const domain = scan.hostChain;
  if (!domain.readFrom(scan, from) || domain.isTooLong) return -1;
  const top = endingOf(text, domain);
  if ((top & ending.topLevel) === 0) return -1;
  const isSpoken = text.charCodeAt(localEnd) === 32 && !"[({".includes(text.charAt(localEnd + 1));
  if ((isSpoken || domain.doubtful) && (!domain.defanged || (top & ending.common) === 0)) return -1;
  // "hosted at evil[.]example" is prose: who says "at" for the sign says "dot" as well.
  if (isSpoken && text.charAt(localEnd + 1) !== "@" && !domain.doubtful) return -1;
  const start = localStart(scan, local.trimmedStart(text));
  if (local.isTooLong || localEnd - start > localCharsMax * 3) return -1;
  const before = text.slice(start, local.trimmedStart(text));
  const whole = local.value(text, 0, local.count - 1);
  const written = before === "" ? whole : `${before}${whole.replace(/^[-_]+(?=[^-_])/, "")}`;
  const value = canonicalEmail(
    `${trimJoins(written)}@${trimTop(domain.value(text, 0, domain.count - 1))}`,
  );
  if (value === undefined) return -1;
  const end = domain.trimmedEnd(text);
  const defanged = isDisguised(sign) || domain.defanged || local.defanged;
  const isNumber = isMessageNumber(text, start);
  if (!isNumber) scan.add("email", value, start, end, defanged);
  if (scan.nested || isNumber) {
    scan.add("domain", value.slice(value.lastIndexOf("@") + 1), from, end, domain.defanged);
  }
  return end;
}

const numberReach = 200;
const numberField =
  /(?:^|\n)[ \t>|]{0,8}(?:message-id|in-reply-to|references|content-id): ?(?:<[^<>\s]{1,80}>\s{1,4}){0,2}<$/i;

/** `Message-ID: <…@host>`: a number of the mail, at which nobody gets mail; its host stays. */
function isMessageNumber(text: string, start: number): boolean {
  if (text.charCodeAt(start - 1) !== 60) return false;
  return numberField.test(text.slice(Math.max(0, start - numberReach), start));
}

/** Underscores around the whole come from Markdown, and bullets from lists. */
function trimJoins(local: string): string {
  return local.replace(/^-+/, "");
}

function trimTop(domain: string): string {
  return cutEnd(domain, "-_");
}
