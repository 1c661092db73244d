/** Lists of well-known values as they are renewed and changed. Apart from the rest: a start needs none of it. */

export { type BenignLookup } from "./benign/benign.ts";
export { benignBook, type OwnBenign, ownBenign, ownListName } from "./benign/benign-book.ts";
export { benignLists, benignSource } from "./benign/benign-lists.ts";
export { type BenignTables, benignTables } from "./benign/benign-tables.ts";
export { builtInTables } from "./benign/built-in-tables.ts";
export {
  benignTablesOf,
  lostLists,
  type WarningList,
  warningList,
  warningListNames,
} from "./benign/warning-lists.ts";
