/** What the last part of a dotted word says of it, of all lists in one look-up. */

import { domainBeforeFile, fileBeforeDomain, fileExtensions } from "./file-extensions.ts";
import {
  commonTopLevels,
  innerTopLevels,
  softwareNames,
  topLevelDomains,
  wordyTopLevels,
} from "./top-level-domains.ts";
import { WordTable } from "./word-table.ts";

export const ending = {
  topLevel: 1,
  common: 1 << 1,
  wordy: 1 << 2,
  inner: 1 << 3,
  /** Of a file. */
  file: 1 << 4,
  /** Of both, and mostly of a file. */
  fileFirst: 1 << 5,
  /** Of both, and mostly of a name on the network. */
  domainFirst: 1 << 6,
  /** Of software that is called like a host. */
  software: 1 << 7,
  /** Names of two labels, the first a single letter, are met. */
  short: 1 << 8,
  /** Believed with a dot that stands apart, as prose has too. */
  spoken: 1 << 9,
  /** Where names that begin with "com." are made to deceive. */
  hostile: 1 << 10,
  /** `logger.info`, `system.net`: what code has behind a dot, though common on the network. */
  logged: 1 << 11,
  /** Of apps, read from the right. */
  app: 1 << 12,
  map: 1 << 13,
} as const;

export const endings = new WordTable([
  [topLevelDomains, ending.topLevel],
  [commonTopLevels, ending.common],
  [wordyTopLevels, ending.wordy],
  [innerTopLevels, ending.inner],
  [fileExtensions, ending.file],
  [fileBeforeDomain, ending.fileFirst],
  [domainBeforeFile, ending.domainFirst],
  [Array.from(softwareNames, (name) => name.slice(name.lastIndexOf(".") + 1)), ending.software],
  ["com net org co me io cc".split(" "), ending.short],
  ["com net org info biz ru cn uk de edu gov onion".split(" "), ending.spoken],
  [
    "com net org info biz ru cn su top xyz club site online shop icu vip tk ml ga cf gq pw cc".split(
      " ",
    ),
    ending.hostile,
  ],
  [["net", "info"], ending.logged],
  [["app", "mobile"], ending.app],
  [["map"], ending.map],
]);
