/** Bank accounts and payment cards, told by their checksums. ISO 13616 (mod 97), ISO 7812 (Luhn). */

import { type Detection, type Detector, detectInLines, detectPattern } from "../detector.ts";
import type { Passage } from "../text/passage.ts";
import { numberBit } from "../text/word-table.ts";
import { boundedPattern } from "../text/bounded-pattern.ts";

const ibanForm = boundedPattern(
  String.raw`(?<![A-Za-z0-9])(?:[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}|[a-z]{2}\d{2}[a-z0-9]{11,30})(?![A-Za-z0-9])`,
);
const cardForm = boundedPattern(String.raw`(?<![\w.-])[2-6](?:[ -]?\d){12,18}(?![\w-]|\.\d)`);
const calledCard = boundedPattern(
  String.raw`\b(?:credit card|debit card|card|cc|visa|mastercard|amex|maestro)(?: (?:no|number|nr|num|ending))?[\s.:#]{1,4}(\d(?:[ -]?\d){11,18})(?!\d)`,
  "gi",
);
/** The shortest IBAN has 15 characters, most of them digits; a card 12. */
const ibanDigitsMin = 8;
const accountForm = boundedPattern(
  String.raw`\b(?:account|acct|routing|konto|sort code)(?: (?:no|number|nr|num))?[ .:#]{1,4}(\d[\d -]{4,20}\d)\b`,
  "gi",
);

export const payment: Detector = {
  name: "payment",
  version: 1,
  detect(reading) {
    return detectInLines(reading, { bits: numberBit, digits: ibanDigitsMin }, paymentsIn);
  },
};

function paymentsIn(passage: Passage): Detection[] {
    const ibans = detectPattern(
      passage,
      ibanForm,
      { kind: "iban", why: "A bank account (IBAN, checksum holds).", needsReview: false },
      ([text]) => ibanHolds(text),
    );
    const cards = detectPattern(
      passage,
      cardForm,
      { kind: "payment-card", why: "A card number (checksum holds).", needsReview: false },
      ([text]) => luhnHolds(text),
    );
    const called = detectPattern(passage, calledCard, {
      kind: "payment-card",
      why: "A number that is called a card.",
      needsReview: false,
    });
    const accounts: Detection[] = detectPattern(passage, accountForm, {
      kind: "iban",
      why: "A number that is called an account.",
      needsReview: false,
    });
    return [...ibans, ...cards, ...called, ...accounts];
}

/** ISO 7064 mod 97-10 over the rearranged digits. */
export function ibanHolds(text: string): boolean {
  const iban = text.replaceAll(" ", "").toUpperCase();
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(iban)) return false;
  let rest = 0;
  for (const char of iban.slice(4) + iban.slice(0, 4)) {
    const value = Number.parseInt(char, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}

export function luhnHolds(text: string): boolean {
  const digits = text.replace(/\D/g, "");
  if (digits.length < 13 || digits.length > 19 || /^(\d)\1{1,18}$/.test(digits)) return false;
  let sum = 0;
  for (let at = 0; at < digits.length; at += 1) {
    const digit = Number(digits[digits.length - 1 - at]);
    const doubled = digit * 2;
    sum += at % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
