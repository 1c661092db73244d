/**
 * What links carry of people: "?name=Anna%20Roe", "?user=aroe@customer.test", "&u=LAB%5Caroe". Whoever sent the
 * link, it is whom it was for. All of it is held.
 */

import { cutEnd } from "@tocsin/kernel/cut-end";
import { letterPattern } from "@tocsin/kernel/letter-pattern";
import type { Detection, Reading } from "../../detector.ts";
import type { Passage } from "../../text/passage.ts";
import { marksOfChars } from "../../text/tokens.ts";
import { unitBefore } from "../../text/words.ts";
import { isNameLike } from "./handles.ts";

const keys = new Set(
  "email e-mail mail mailto mail_to mailaddr to rcpt recipient user username user_name userid user_id usr login logon log uid uname account acct u un name fullname full_name firstname first_name lastname last_name fname lname fn ln surname givenname given_name contact owner victim target customer client member patient guest student employee tenant kunde kund nom prenom nombre apellido apellidos nome cognome cliente kupec jmeno prijmeni imie nazwisko ime priimek nev naam navn namn nimi ad soyad".split(
    " ",
  ),
);
const keyCharsMax = 14;
const value = /[^&#;\s"'<>|]{3,96}/y;
const named = letterPattern(String.raw`^\p{L}[\p{L}\d ._'-]{2,60}$`);
/** "bounce+anna=customer.test@sender.test" (VERP). */
const returnedBefore = /[+-]([\w.]{1,64})$/;
const returnedBehind = /[\w-]{1,63}(?:\.[\w-]{1,63}){1,3}(?=@[\w-]+\.)/y;
const returnedCharsMax = 65;
/** Of what `returnedBehind` reads. */
const domainCharsMax = 4 * 64;

/** Everything hangs on a sign "=". */
export function linkValues({ passage }: Reading): Detection[] {
  const { text } = passage;
  const found: Detection[] = [];
  const push = (start: number, end: number, kind: Detection["kind"], why: string): void => {
    found.push({ ...passage.spanOf(start, end), kind, why, needsReview: true });
  };
  let mail = text.indexOf("@");
  for (let sign = text.indexOf("="); sign >= 0; sign = text.indexOf("=", sign + 1)) {
    if (isKey(passage, sign)) {
      value.lastIndex = sign + 1;
      const carried = cutEnd(value.exec(text)?.[0] ?? "", ".,:)]");
      const kind = kindOf(plain(carried));
      if (kind === undefined) continue;
      push(sign + 1, sign + 1 + carried.length, kind, "A link carries it: whom the link was for.");
      continue;
    }
    if (mail >= 0 && mail < sign) mail = text.indexOf("@", sign + 1);
    if (mail < 0 || mail - sign > domainCharsMax) continue;
    returnedBehind.lastIndex = sign + 1;
    const domain = returnedBehind.exec(text)?.[0];
    if (domain === undefined) continue;
    const before = text.slice(Math.max(0, sign - returnedCharsMax), sign);
    const local = returnedBefore.exec(before)?.[1];
    if (local === undefined) continue;
    const why = "The recipient in an address for returned mail.";
    push(sign - local.length, sign + 1 + domain.length, "email-person", why);
  }
  return found;
}

/** "?name", "&user": a key of a link, or what is behind its "#". */
function isKey({ text, codes }: Passage, sign: number): boolean {
  let start = sign;
  while (sign - start < keyCharsMax && inKey[unitBefore(codes, start)] === 1) start -= 1;
  if (start === sign || opensKey[unitBefore(codes, start)] !== 1) return false;
  return keys.has(text.slice(start, sign).toLowerCase());
}

const inKey = marksOfChars("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-");
const opensKey = marksOfChars("?&;#");

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
