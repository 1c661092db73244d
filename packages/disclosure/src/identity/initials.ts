/** Domains that begin with the initials of an own name and a word of portals: "hl-payroll.com" of Hollweg & Lind. */

import type { Resemblance } from "./look-alikes.ts";
import { isWordOrName } from "./own-terms.ts";

const charsMin = 2;
const charsMax = 5;
/** Forms of companies, and what stands between two names. */
const others =
  /^(?:and|und|et|y|e|of|the|for|de|du|di|da|la|le|inc|ltd|llc|llp|plc|corp|co|gmbh|ag|kg|sa|srl|spa|bv|nv|oy|ab|as|aps|kft|sro|doo|pty|limited|corporation|company)$/;
const portal =
  /^([a-z]{2,5})-(?:payroll|portal|log-?in|logon|sign-?in|sso|vpn|mail|webmail|owa|hr|it|help|helpdesk|support|service|pay|payments?|invoices?|billing|accounts?|secure|security|verify|auth|mfa|2fa|id|intranet|office|remote|access|docs|share|files|careers|jobs|claims|benefits|staff|employees?|cloud|online|okta|citrix|gateway)[a-z\d]{0,3}(?=\.|$)/;

export class Initials {
  readonly #own: ReadonlySet<string>;

  constructor(names: readonly string[]) {
    const own = names.map((name) =>
      Array.from(name.toLowerCase().matchAll(/[a-z][a-z\d'.-]*/g), ([word]) =>
        word.replace(".", ""),
      )
        .filter((word) => !others.test(word))
        .map((word) => word[0] ?? "")
        .join(""),
    );
    this.#own = new Set(
      own.filter(
        (it) =>
          it.length >= charsMin && it.length <= charsMax && !(it.length > 2 && isWordOrName(it)),
      ),
    );
  }

  /** One of them stands there before a hyphen, or letters of another alphabet. */
  mayBegin(codes: Uint16Array, start: number): boolean {
    if (this.#own.size === 0) return false;
    for (let at = start + charsMin; at <= start + charsMax; at += 1)
      if (codes[at] === hyphen) {
        const head = String.fromCharCode(...codes.subarray(start, at)).toLowerCase();
        return this.#own.has(head) || /[^\0-\x7f]/.test(head);
      }
    return false;
  }

  resemblance(domain: string): Resemblance | undefined {
    const head = portal.exec(domain)?.[1];
    if (head === undefined || !this.#own.has(head)) return undefined;
    return {
      how: "the initials of an own name before a word of portals",
      isSure: false,
      isBelow: false,
    };
  }
}

const hyphen = 45;
