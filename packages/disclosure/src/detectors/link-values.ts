/**
 * What links carry of people: "?name=Anna%20Roe", "?user=aroe@customer.test", "&u=LAB%5Caroe". Whoever sent the
 * link, it is whom it was for. All of it is held.
 */

import { letterPattern } from "@tocsin/kernel/letter-pattern";
import type { Detection, Reading } from "../detector.ts";
import { isNameLike } from "./handles.ts";

const keys =
  "e-?mails?|mail_?(?:to|addr(?:ess)?)?|to|rcpt|recipient|user_?(?:name|id)?|usr|login|logon|log|uid|uname|account|acct|u|un|name|full_?name|first_?name|last_?name|fname|lname|fn|ln|surname|given_?name|contact|owner|victim|target|customer|client|member|patient|guest|student|employee|tenant|kunde|kund|name_?kunde|nom|prenom|nombre|apellidos?|nome|cognome|cliente|kupec|jmeno|prijmeni|imie|nazwisko|ime|priimek|nev|naam|navn|namn|nimi|ad|soyad";
const carried = new RegExp(String.raw`(?<=[?&;#](?:${keys})=)[^&#;\s"'<>|]{3,96}`, "gi");

/** "bounce+anna=customer.test@sender.test" (VERP). */
const returned = /[+-]([\w.]{1,64}=[\w-]{1,63}(?:\.[\w-]{1,63}){1,3})@(?=[\w-]+\.)/g;
const named = letterPattern(String.raw`^\p{L}[\p{L}\d ._'-]{2,60}$`);

export function linkValues({ passage }: Reading): Detection[] {
  const { text } = passage;
  const found: Detection[] = [];
  if (!text.includes("=")) return found;
  for (const { index, 1: value = "" } of text.matchAll(returned)) {
    const why = "The recipient in an address for returned mail.";
    const start = index + 1;
    const span = passage.spanOf(start, start + value.length);
    found.push({ ...span, kind: "email-person", why, needsReview: true });
  }
  for (const { index, 0: value } of text.matchAll(carried)) {
    const kind = kindOf(plain(value).replace(/[.,:)\]]+$/, ""));
    if (kind === undefined) continue;
    const why = "A link carries it: whom the link was for.";
    const end = index + value.replace(/[.,:)\]]+$/, "").length;
    found.push({ ...passage.spanOf(index, end), kind, why, needsReview: true });
  }
  return found;
}

function kindOf(value: string): "email-person" | "username" | "person" | undefined {
  if (/^[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}$/.test(value)) return "email-person";
  if (/^[\w.-]{2,30}\\{1,2}[\w.$-]{2,40}$/.test(value)) return "username";
  if (!named.test(value) || !isNameLike(value.replaceAll(" ", "."))) return undefined;
  return value.includes(" ") ? "person" : "username";
}

/** Without the escapes of links. */
function plain(value: string): string {
  try {
    return decodeURIComponent(value.replaceAll("+", " "));
  } catch {
    return value;
  }
}
