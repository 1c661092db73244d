/**
 * What public lists say of a word: how many people are called so, first or last, how often it is
 * spoken, whether with a capital, and what part of speech it is. Made by scripts/make-name-classes.ts.
 */

import data from "../../data/name-classes.json" with { type: "json" };
import { once } from "../text/once.ts";
import type { WordTable } from "../text/word-hash.ts";
import { parseClasses } from "./packed-classes.ts";

export const nameClasses: () => WordTable = once(() => {
  const table = parseClasses(data);
  if (table === undefined) throw new Error("data/name-classes.json is not what its script writes");
  return table;
});
