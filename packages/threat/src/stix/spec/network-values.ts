/**
 * The values of addresses, names and URLs as the standards that STIX 2.1 §6 refers to write them. What says of
 * itself that it was defanged is not held against them.
 */

import { ipv4Number, ipv6Groups } from "../../observables/canonical-network.ts";
import type { Rule } from "./structure.ts";

const nameCharsMax = 253;
const labelCharsMax = 63;

/** `value` fits, where the object is not defanged. */
function valued(fits: (value: string) => boolean, must: string): Rule {
  return ({ value, defanged }, found) => {
    if (typeof value === "string" && defanged !== true && !fits(value)) {
      found.error("format", must, "value");
    }
  };
}

/** An address or, with its length, a network: RFC 4632 §3.1. */
export const ipv4Value = valued(
  (value) => isRange(value, 32, (address) => ipv4Number(address) !== undefined),
  "must be an IPv4 address, with /0 to /32 for a network",
);

/** RFC 4291 §2.2, §2.3. */
export const ipv6Value = valued(
  (value) => isRange(value, 128, (address) => ipv6Groups(address) !== undefined),
  "must be an IPv6 address, with /0 to /128 for a network",
);

/** RFC 1034 §3.1, RFC 5890 §2.3; names in use have underscores as well. */
export const domainValue = valued((value) => {
  const name = value.endsWith(".") ? value.slice(0, -1) : value;
  return name.length <= nameCharsMax && name.split(".").every(isLabel);
}, "must be a domain name");

/** An address without a display name, RFC 5322 §3.4.1. */
export const emailValue = valued(
  (value) =>
    /^(?:"[^"\r\n]{0,998}"|[^\s@<>"(),:;[\]\\]{1,998})@[^\s@<>"(),;\\]{1,253}$/.test(value),
  "must be one mail address without a display name",
);

/** RFC 3986 §3; characters that should be encoded are told and kept, as observed URLs have them. */
export const urlValue: Rule = ({ value, defanged }, found) => {
  if (typeof value !== "string" || defanged === true) return;
  found.enter("value");
  if (!/^[A-Za-z][A-Za-z0-9+.-]*:\S+$/.test(value)) {
    found.error("format", "must be a URL with a scheme");
  } else if (!/^[!#$%&'()*+,\-./0-9:;=?@A-Z[\]_a-z~]*$/.test(value)) {
    found.warn("format", "has characters that a URL encodes");
  }
  found.leave();
};

/** Letters, digits, hyphens, underscores, and letters of any script. */
function isLabel(label: string): boolean {
  return label.length <= labelCharsMax && /^[\w\-\u{80}-\u{10ffff}]+$/u.test(label);
}

function isRange(text: string, bits: number, isAddress: (text: string) => boolean): boolean {
  const slash = text.indexOf("/");
  if (slash < 0) return isAddress(text);
  const length = text.slice(slash + 1);
  return (
    /^(?:0|[1-9][0-9]{0,2})$/.test(length) &&
    Number(length) <= bits &&
    isAddress(text.slice(0, slash))
  );
}
