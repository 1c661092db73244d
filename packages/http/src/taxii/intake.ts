/**
 * What is posted: each object is judged by itself, and what is good goes to where a person decides -
 * a draft or a sighting - through the same gate as pasted text. Nothing goes out from here. §5.5, §4.3.
 */

import type { PutOutcome, TaxiiObject } from "@tocsin/store";
import { createStixReader, type ReadStixObject, stixVersionOf } from "@tocsin/threat/stix";
import { TaxiiFault } from "./faults.ts";

export interface PostedObject {
  readonly id: string;
  readonly version: string;
  readonly message?: string;
}

export interface IntakeStatus {
  readonly id: string;
  readonly status: "complete";
  readonly request_timestamp: string;
  readonly total_count: number;
  readonly success_count: number;
  readonly successes: readonly PostedObject[];
  readonly failure_count: number;
  readonly failures: readonly PostedObject[];
  readonly pending_count: 0;
}

/** Objects of one post. */
export const postedObjectsMax = 10_000;
const messageCharsMax = 300;
const idCharsMax = 300;

export interface Posted {
  readonly good: readonly { readonly read: ReadStixObject; readonly object: TaxiiObject }[];
  readonly failures: readonly PostedObject[];
}

/** JSON that is no object, by how it begins. */
const otherJson = /^[ \t\r\n]*(?:\[|"|-?[0-9]|true|false|null)/;
const beginningBytes = 256;

/**
 * Throws `TaxiiFault` 400 for what is no JSON, and 422 for JSON that is no envelope of objects: it is understood
 * and cannot be processed, §5.5.
 */
export function readPosted(bytes: Uint8Array): Posted {
  const reader = createStixReader({ objectsMax: postedObjectsMax });
  const read = reader.push(bytes);
  const end = reader.finish();
  if (end.kind === "unreadable") {
    const [problem] = end.problems;
    const isJson = otherJson.test(
      Buffer.from(bytes.subarray(0, beginningBytes)).toString("latin1"),
    );
    throw new TaxiiFault(problem?.code === "json" && !isJson ? 400 : 422, problem?.text);
  }
  if (end.kind !== "envelope" || read.length === 0) throw new TaxiiFault(422);
  if (end.problems.length > 0) throw new TaxiiFault(422, end.problems[0]?.text);
  const good: { read: ReadStixObject; object: TaxiiObject }[] = [];
  const failures: PostedObject[] = [];
  for (const one of read) {
    const object = one.valid ? objectOf(one) : undefined;
    if (object === undefined) failures.push(failureOf(one));
    else good.push({ read: one, object });
  }
  return { good, failures };
}

/** §4.3: counts add up, each object has its outcome. */
export function statusOf(
  id: string,
  requestedAt: string,
  { good, failures }: Posted,
  outcomes: readonly PutOutcome[],
): IntakeStatus {
  const successes: PostedObject[] = [];
  const failed = failures.map((it) => (it.version === "" ? { ...it, version: requestedAt } : it));
  for (const [at, { object }] of good.entries()) {
    const version = object.version === "" ? requestedAt : object.version;
    const entry = { id: object.id, version };
    if (outcomes[at] !== "collision") successes.push(entry);
    else failed.push({ ...entry, message: "this version is there already with other content" });
  }
  return {
    id,
    status: "complete",
    request_timestamp: requestedAt,
    total_count: successes.length + failed.length,
    success_count: successes.length,
    successes,
    failure_count: failed.length,
    failures: failed,
    pending_count: 0,
  };
}

function objectOf({ object, text }: ReadStixObject): TaxiiObject | undefined {
  const { id, type } = object ?? {};
  if (object === undefined || typeof id !== "string" || typeof type !== "string") return undefined;
  return { id, type, specVersion: "2.1", version: stixVersionOf(object) ?? "", json: text };
}

function failureOf({ object, problems }: ReadStixObject): PostedObject {
  const id = typeof object?.["id"] === "string" ? object["id"].slice(0, idCharsMax) : "unknown";
  const problem = problems.find(({ level }) => level === "error");
  const where = problem?.path === "" ? "" : `${problem?.path ?? ""}: `;
  const version = (object === undefined ? undefined : stixVersionOf(object)) ?? "";
  return {
    id,
    version: version.slice(0, 40),
    message: `${where}${problem?.text ?? "is not valid"}`.slice(0, messageCharsMax),
  };
}
