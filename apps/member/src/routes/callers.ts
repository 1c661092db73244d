/** Whose request it is: people on this machine, or systems of the company by their keys. */

import type { Credentials } from "@tocsin/http";

import type { ApiKeys } from "../taxii/api-keys.ts";
import type { Access } from "./access.ts";
import type { Role } from "./roles.ts";

/** On this machine: console and command line first, then keys. */
export async function callerHere(
  access: Access,
  keys: ApiKeys,
  credentials: Credentials,
): Promise<Role> {
  const role = access.identify(credentials);
  return role === "stranger" ? callerByKey(keys, credentials) : role;
}

/** From other machines: keys alone, whatever else is shown. */
export async function callerByKey(keys: ApiKeys, { header }: Credentials): Promise<Role> {
  const authorization = header("authorization");
  if (authorization === undefined) return "stranger";
  const scopes = await keys.scopesOf(authorization);
  if (scopes?.has("api:add") === true) return "adding-system";
  return scopes?.has("api:read") === true ? "reading-system" : "stranger";
}
