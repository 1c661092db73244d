/** Values without what is only ours: the account name in a path says nothing of the attack. */

import { canonicalise, type ObservableType } from "@tocsin/threat";

const windowsUser = /^([a-z]:\\(?:users|documents and settings)\\)([^\\]{1,64})(?=\\)/;
const unixUser = /^\/(?:home|users)\/([^/]{1,64})(?=\/)/i;
const sharedFolders = new Set(["public", "default", "all users", "default user", "shared"]);

/** The path from the user's own folder, or the value as it is. */
export function generalised(type: ObservableType, value: string): string {
  if (type === "windows-path") {
    const match = windowsUser.exec(value);
    if (match === null || sharedFolders.has(match[2] ?? "")) return value;
    return checked(type, `%userprofile%${value.slice(match[0].length)}`, value);
  }
  if (type === "unix-path") {
    const match = unixUser.exec(value);
    if (match === null || sharedFolders.has((match[1] ?? "").toLowerCase())) return value;
    return checked(type, `~${value.slice(match[0].length)}`, value);
  }
  return value;
}

function checked(type: ObservableType, general: string, value: string): string {
  return canonicalise(type, general) === general ? general : value;
}
