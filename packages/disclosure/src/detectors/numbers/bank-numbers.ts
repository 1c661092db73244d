/**
 * Numbers of banks without a checksum: accounts behind a word for them in many languages, in the groups that
 * banks print, and cards whose checksum does not hold, as whoever types one in a hurry writes them.
 */

import { isMules } from "./payment.ts";
import type { Detection, Detector, Reading } from "../../detector.ts";
import { boundedPattern } from "../../text/bounded-pattern.ts";
import { hashSet } from "../../text/word-hash.ts";
import {
  digitAny,
  foreignAny,
  isDigit,
  lowerAny,
  upperFirst,
  type Words,
} from "../../text/words.ts";

/** One of these stands right before the number of an account. */
const leads = hashSet(
  `account accounts acct acc accnt ac c no number nr nummer numero num konto kontonr kontonummer bankkonto compte cuenta conto conta corrente rekening rekeningnummer tili tilinumero szamlaszam ucet ucetu racun hesap
  iban bsb sort code routing transit clabe cbu cci nuban ifsc giro bankgiro plusgiro postgiro rib \u53e3\u5ea7\u756a\u53f7 \u8d26\u53f7 \u8d26\u6237 \u5e33\u865f \u5e10\u53f7`,
);
const called =
  /(?:(?<![\w/-])(?:a\/c|acc(?:(?:oun)?ts?)?|accnt|acct|konto(?:nr|nummer)?|bankkonto|compte|cuenta|conto(?: corrente)?|conta(?: corrente)?|rekening(?:nummer)?|tili(?:numero)?|szamlaszam|ucet|racun|hesap|bsb|sort code|routing|transit|clabe|cbu|cci|nuban|ifsc|(?:bank|plus|post)?giro|rib)(?: (?:no|nr|number|nummer|numero|num))?|\u53e3\u5ea7\u756a\u53f7|\u8d26[\u53f7\u6237]|[\u5e33\u5e10][\u865f\u53f7])\.?["')]?(?: ?[:#=] ?| is | was |, )?["'( ]{0,2}$/i;
/** Whose account must be told to others. */
const mules =
  /\b(?:mules?|fraudsters?|scammers?|swindlers?|crooks?|impostors?|fake|forged|bogus|to be blocked|block)\b/i;
const beforeCharsMax = 64;
const nearCharsMax = 88;
const account = boundedPattern(
  String.raw`(?:[A-Z]{4}0(?=[A-Z0-9]{0,6}\d)[A-Z0-9]{6}|(?!\d{1,3}(?:\.\d{1,3}){3}|\d{4}-\d\d-\d\d|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}(?!\d))(?:[A-Z]{2,4}[- ])?\d(?:[ ./-]?\d){5,25})(?![\w-]|[.:]\d)`,
  "y",
);
/** "SG-0331-7742-0916-58": four groups of digits and no letters but before them. */
const grouped = boundedPattern(
  String.raw`(?<![\w./-])(?:[A-Z]{2,4}-)?\d{3,4}(?:-\d{2,12}){3,5}(?![\w./-])`,
  "y",
);
const groupedDigitsMin = 13;
const card = boundedPattern(
  String.raw`(?<![\w.-]|\d )(?:[2-6]\d{3}([ -])\d{4}\1\d{4}\1\d{4}|3[47]\d{2}([ -])\d{6}\2\d{5})(?![\w-]|[ .]\d)`,
  "y",
);

export const bankNumbers: Detector = {
  name: "bank-numbers",
  version: 2,
  detect(reading) {
    const found: Detection[] = [];
    // Taken once: a reading asks itself each time whether it has what is asked for.
    const { passage, words, places, coveredWords } = reading;
    const text = { passage, words };
    let until = 0;
    for (const at of places.numbers) {
      const start = words.starts[at] ?? 0;
      if (start < until || coveredWords[at] === 1) continue;
      const one = accountAt(text, at) ?? ibanAt(text, at) ?? groupsAt(text, at);
      if (one === undefined) continue;
      until = one.end;
      const { kind, why } = one;
      if (isMules(passage.text, one.start, until)) continue;
      found.push({ ...passage.spanOf(one.start, until), kind, why, needsReview: true });
    }
    return found;
  },
};

type NumberedText = Pick<Reading, "passage" | "words">;

interface Numbered {
  readonly start: number;
  readonly end: number;
  readonly kind: "iban" | "payment-card";
  readonly why: string;
}

function accountAt({ passage: { text }, words }: NumberedText, at: number): Numbered | undefined {
  const { starts, hashes } = words;
  // "BSB 062-184" is called so; of "account no AB 7719" the letters are part of the number.
  const isCalled = at > 0 && leads.has(hashes[at - 1] ?? 0);
  const first = isCalled || !isPrefix(words, at - 1) ? at : at - 1;
  if (first === 0 || !leads.has(hashes[first - 1] ?? 0)) return undefined;
  const start = starts[first] ?? 0;
  const before = text.slice(Math.max(0, start - beforeCharsMax), start);
  if (!called.test(before) || mules.test(before)) return undefined;
  account.lastIndex = start;
  if (!account.test(text)) return undefined;
  return {
    start,
    end: account.lastIndex,
    kind: "iban",
    why: "A number that is called an account.",
  };
}

/** Two to four capitals right before the digits: "SG-0331". */
function isPrefix({ starts, ends, shapes }: Words, at: number): boolean {
  if (at < 0) return false;
  const length = (ends[at] ?? 0) - (starts[at] ?? 0);
  if (length < 2 || length > 4 || (starts[at + 1] ?? 0) - (ends[at] ?? 0) !== 1) return false;
  return ((shapes[at] ?? 0) & (upperFirst | lowerAny | digitAny | foreignAny)) === upperFirst;
}

/** "OM04 0281 0000 0531 2200 901", whatever country it is of. */
const anyIban = boundedPattern(
  String.raw`(?<![\w-])[A-Z]{2}\d{2}(?: [A-Z\d]{4}){3,7}(?: [A-Z\d]{1,3})?(?! ?[A-Z]?\d|\w)`,
  "y",
);
/** "our correct one, AU 062-000 5550 1177". */
const branched = boundedPattern(
  String.raw`(?:AU )?\d{3}-\d{3} \d{3,4} ?\d{3,5}(?![\w-]|[ .]\d)`,
  "y",
);
const bankNear = /\b(?:account|bank|bsb|pay|paid|payments?|transfer)\b[^;\n]{0,60}$/i;

function ibanAt({ passage: { text }, words }: NumberedText, at: number): Numbered | undefined {
  const start = words.starts[at] ?? 0;
  if ((words.ends[at] ?? 0) - start !== 4 || ((words.shapes[at] ?? 0) & upperFirst) === 0)
    return undefined;
  anyIban.lastIndex = start;
  if (!anyIban.test(text)) return undefined;
  if (mules.test(text.slice(Math.max(0, start - beforeCharsMax), start))) return undefined;
  return { start, end: anyIban.lastIndex, kind: "iban", why: "A number in the groups of a bank." };
}

/** Three or four digits, and a hyphen or a blank and digits behind. */
function groupsAt(
  { passage: { text, codes }, words }: NumberedText,
  at: number,
): Numbered | undefined {
  const word = words.starts[at] ?? 0;
  const end = words.ends[at] ?? 0;
  if (words.shapes[at] !== digitAny || end - word < 3 || end - word > 4) return undefined;
  const joint = codes[end] ?? 0;
  if ((joint !== hyphen && joint !== blank) || !isDigit(codes[end + 1])) return undefined;
  card.lastIndex = word;
  if (card.test(text)) {
    const why = "A number in the groups of a card.";
    return { start: word, end: card.lastIndex, kind: "payment-card", why };
  }
  if (joint !== hyphen) return undefined;
  const start = isPrefix(words, at - 1) ? (words.starts[at - 1] ?? word) : word;
  branched.lastIndex = start;
  const before = text.slice(Math.max(0, start - nearCharsMax), start);
  if (branched.test(text) && bankNear.test(before) && !mules.test(before)) {
    const why = "A number in the groups of a bank.";
    return { start, end: branched.lastIndex, kind: "iban", why };
  }
  grouped.lastIndex = start;
  const number = grouped.exec(text)?.[0] ?? "";
  if (number.replace(/\D/g, "").length < groupedDigitsMin) return undefined;
  return { start, end: grouped.lastIndex, kind: "iban", why: "A number in the groups of a bank." };
}

const blank = 32;
const hyphen = 45;
