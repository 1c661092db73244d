/** Where a company's own lists of well-known values are, for those who need not know how they are read. */

import { existsSync } from "node:fs";
import path from "node:path";

export const listsFile = "benign-lists.json";
export const ownFile = "benign-own.json";

/** False where the lists that come with the product are all that counts. */
export function hasOwnLists(folder: string): boolean {
  return [listsFile, ownFile].some((name) => existsSync(path.join(folder, name)));
}
