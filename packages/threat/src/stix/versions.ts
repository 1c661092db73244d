/**
 * Which of several versions of an object stands. Only its creator may change or revoke it, a revoked
 * object stays revoked, and one version cannot have two contents. STIX 2.1 §3.6.
 */

import { createHash } from "node:crypto";

import type { Fields } from "./spec/kinds.ts";
import { compareTimestamps } from "./timestamp.ts";

export const versionVerdicts = [
  "new",
  "newer",
  "older",
  "same",
  /** An observable seen before, with other details. */
  "variant",
  /** One id and version with two contents: somebody is wrong, or lies. */
  "collision",
  "created-changed",
  "creator-changed",
  "after-revocation",
] as const;
export type VersionVerdict = (typeof versionVerdicts)[number];

interface Known {
  readonly version: string;
  readonly created: string;
  readonly creator: string;
  readonly revoked: boolean;
  readonly digest: string;
}

/** Objects that one table follows. */
const idsMax = 5_000_000;

export class VersionTable {
  readonly #known = new Map<string, Known>();

  get size(): number {
    return this.#known.size;
  }

  /** Judges a valid object; what stands is the newest that may stand. */
  add(object: Fields, text: string): VersionVerdict {
    const id = String(object["id"]);
    const next: Known = {
      version: versionOf(object) ?? "",
      created: textField(object, "created"),
      creator: textField(object, "created_by_ref"),
      revoked: object["revoked"] === true,
      digest: createHash("sha256").update(text).digest("base64url"),
    };
    const known = this.#known.get(id);
    const verdict = known === undefined ? "new" : judge(known, next);
    if (verdict === "new" || verdict === "newer" || verdict === "variant") {
      if (this.#known.size < idsMax) this.#known.set(id, next);
    }
    return verdict;
  }

  isRevoked(id: string): boolean {
    return this.#known.get(id)?.revoked === true;
  }
}

/** `modified`, else `created`; undefined for what has no versions. */
export function versionOf(object: Fields): string | undefined {
  const { modified, created } = object;
  if (typeof modified === "string") return modified;
  return typeof created === "string" ? created : undefined;
}

function judge(known: Known, next: Known): VersionVerdict {
  if (known.digest === next.digest) return "same";
  if (known.version === "" || next.version === "") return "variant";
  const order = compareTimestamps(known.version, next.version);
  if (order === 0) return "collision";
  if (order > 0) return "older";
  if (known.creator !== next.creator) return "creator-changed";
  if (known.created !== next.created) return "created-changed";
  return known.revoked ? "after-revocation" : "newer";
}

function textField(object: Fields, name: string): string {
  const value = object[name];
  return typeof value === "string" ? value : "";
}
