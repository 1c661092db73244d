/** How each kind of feed is read. */

import type { FeedKind } from "@tocsin/wire/node-api";

import type { FeedReader } from "../reading.ts";
import { readCsafFeed } from "./csaf.ts";
import { readKevFeed } from "./kev.ts";
import { readListFeed } from "./list.ts";
import { readMispFeed } from "./misp.ts";
import { readStixFeed } from "./stix.ts";
import { readTaxiiFeed } from "./taxii.ts";
import { readVerisFeed } from "./veris.ts";

export const feedReaders: Readonly<Record<FeedKind, FeedReader>> = {
  csaf: readCsafFeed,
  kev: readKevFeed,
  list: readListFeed,
  misp: readMispFeed,
  stix: readStixFeed,
  taxii: readTaxiiFeed,
  veris: readVerisFeed,
};
