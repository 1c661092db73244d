/** The short key under which an observable is looked up in the node's own database. */

import { sha256 } from "@tocsin/crypto";
import { utf8 } from "@tocsin/kernel";
import { watchKeyBytes } from "@tocsin/store";

export function watchKey(type: string, value: string): Uint8Array {
  return sha256(utf8(`${type}\0${value}`)).slice(0, watchKeyBytes);
}
