/** The one written form of hashes, fingerprints, catalogue numbers and names. */

const nameCharsMax = 128;

/** Lower-case hex of exactly `chars` digits. */
export function hexOf(chars: number): (value: string) => string | undefined {
  const pattern = new RegExp(`^[0-9a-fA-F]{${chars}}$`);
  return (value) => (pattern.test(value) ? value.toLowerCase() : undefined);
}

/** Block size 3·2^n and two signatures. Kornblum 2006. */
export function canonicalSsdeep(value: string): string | undefined {
  const block = /^([0-9]{1,10}):[A-Za-z0-9+/]{3,64}:[A-Za-z0-9+/]{0,64}$/.exec(value)?.[1];
  if (block === undefined || block.startsWith("0")) return undefined;
  const ratio = Math.log2(Number(block) / 3);
  return ratio >= 0 && Number.isInteger(ratio) ? value : undefined;
}

export function canonicalTlsh(value: string): string | undefined {
  const digest = /^(?:T1)?([0-9A-F]{70})$/i.exec(value)?.[1];
  return digest === undefined ? undefined : `T1${digest.toUpperCase()}`;
}

export function canonicalJa4(value: string): string | undefined {
  const lower = value.toLowerCase();
  return /^[tqd](?:[0-9s][0-9]|00)[di][0-9]{4}[0-9a-z]{2}_[0-9a-f]{12}_[0-9a-f]{12}$/.test(lower)
    ? lower
    : undefined;
}

export function canonicalCve(value: string): string | undefined {
  const upper = value.toUpperCase();
  return /^CVE-(?:199[89]|20[0-9]{2})-[0-9]{4,8}$/.test(upper) ? upper : undefined;
}

export function canonicalCwe(value: string): string | undefined {
  const number = /^CWE-0*([1-9][0-9]{0,4})$/i.exec(value)?.[1];
  return number === undefined ? undefined : `CWE-${number}`;
}

export function canonicalCpe(value: string): string | undefined {
  const lower = value.toLowerCase();
  return /^cpe:(?:2\.3:[aoh*-](?::(?:\\.|[^\s:\\])+){1,10}|\/[aoh](?::[^\s:]*){1,6})$/.test(
    lower,
  ) && lower.length <= 512
    ? lower
    : undefined;
}

export function upperMatching(pattern: RegExp): (value: string) => string | undefined {
  return (value) => {
    const upper = value.toUpperCase();
    return pattern.test(upper) ? upper : undefined;
  };
}

/** Serial number in lower-case hex without separators and leading zeros. RFC 5280: 20 octets at most. */
export function canonicalSerial(value: string): string | undefined {
  if (!/^(?:0x)?[0-9a-f]{2}(?:[: -]?[0-9a-f]){2,80}$/i.test(value)) return undefined;
  const hex = value.replace(/^0x/i, "").replace(/[: -]/g, "").toLowerCase().replace(/^0+/, "");
  return hex.length < 5 || hex.length > 42 ? undefined : hex;
}

/** Name of a person or company as written in a certificate or register, compared without case. */
export function canonicalName(value: string): string | undefined {
  const name = value.normalize("NFKC").toLowerCase().normalize("NFKC").trim().replace(/\s+/g, " ");
  return name === "" || name.length > nameCharsMax ? undefined : name;
}

const plainName = /^[A-Za-z0-9]*$/;
const ascii = /^[\0-\x7f]*$/;
const latinMarks = /[\u0300-\u036f]/g;

/**
 * Names of malware, tools and actors are spelt in many ways: "Cobalt Strike", "CobaltStrike",
 * "cobalt-strike" fold to one. Letters and digits of any script stay; "#" and "+" tell names apart.
 */
export function foldName(value: string): string {
  // Nearly all names: what is below takes ten times as long, and classes of all scripts milliseconds at first.
  if (plainName.test(value)) return value.toLowerCase();
  const latin = ascii.test(value) ? value : value.normalize("NFKD").replace(latinMarks, "");
  if (ascii.test(latin)) return latin.toLowerCase().replace(/[^a-z0-9#+]/g, "");
  return value
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[^\p{L}\p{N}#+]/gu, "");
}

export function canonicalThreatName(value: string): string | undefined {
  if (value.length > nameCharsMax) return undefined;
  const name = foldName(value);
  return name === "" || name.length > nameCharsMax ? undefined : name;
}

export function canonicalArn(value: string): string | undefined {
  return /^arn:aws[a-z-]{0,12}:[a-z0-9-]{1,64}:[a-z0-9*-]{0,32}:(?:[0-9]{12}|\*|aws)?:\S.*$/.test(
    value,
  ) &&
    value.length <= 1024 &&
    value === value.trim()
    ? value
    : undefined;
}
