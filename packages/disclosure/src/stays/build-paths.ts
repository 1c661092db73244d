/** Paths in which attackers made their programs: the folder is one of theirs. */

import type { Span } from "../text/passage.ts";

/** Where whoever made a program had it: "build path /home/vetr/iot/rep.c", "…\\locker.pdb". */
const buildBefore =
  /\b(?:(?:build|debug|compil\w{1,5}|pdb|source|project)[ -](?:path|paths|dir|directory|folder|string)|pdb)\b[^\n]{0,32}$/i;
const buildBehind = /^[^\s"']{1,160}\.pdb\b/i;
const buildCharsMax = 64;

export function isOfBuild(original: string, { start, end }: Span): boolean {
  return (
    buildBefore.test(original.slice(Math.max(0, start - buildCharsMax), start)) ||
    buildBehind.test(original.slice(end, end + 2 * buildCharsMax))
  );
}
