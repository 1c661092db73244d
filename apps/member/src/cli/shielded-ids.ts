/**
 * Ids are base64url, so one in sixty-four begins with a hyphen and would be taken for an option: they are
 * hidden from the parser of options.
 */

/** Characters of ids of reports and drafts. */
const idLengths: ReadonlySet<number> = new Set([43, 22]);
const shownLength = 12;

const shield = "id:";

/** Up to a `--`. */
export function shieldIds(args: readonly string[]): string[] {
  const end = args.indexOf("--");
  return args.map((arg, at) => ((end >= 0 && at >= end) || !looksLikeId(arg) ? arg : shield + arg));
}

export function unshieldId(arg: string): string {
  return arg.startsWith(`${shield}-`) ? arg.slice(shield.length) : arg;
}

/** What a table shows; enough to be typed back. */
export function shortId(id: string): string {
  return id.startsWith("--") ? id : id.slice(0, shownLength);
}

function looksLikeId(arg: string): boolean {
  if (!/^-[A-Za-z0-9_-]+$/.test(arg)) return false;
  return idLengths.has(arg.length) || (arg.length === shownLength && !arg.startsWith("--"));
}
