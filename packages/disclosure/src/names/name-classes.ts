/**
 * What public lists say of a word: how many people are called so, first or last, how often it is
 * spoken, whether with a capital, and what part of speech it is. Made by scripts/make-name-classes.ts.
 */

import { once } from "../text/once.ts";
import { readWordTable } from "../text/word-file.ts";
import type { WordTable } from "../text/word-hash.ts";

export const nameClasses: () => WordTable = once(() => readWordTable("name-classes.bin"));
