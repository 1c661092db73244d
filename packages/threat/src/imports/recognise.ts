/** A file of JSON as material, whichever of the known forms it has: STIX, MISP, VERIS, CSAF. */

import { concatBytes, TocsinError } from "@tocsin/kernel";

import { readCsaf } from "../csaf/csaf.ts";
import { readMispEvents } from "../misp/event.ts";
import { materialOfMisp } from "../misp/from-event.ts";
import { createBundleReader, type ReadObject } from "../stix/bundle/reader.ts";
import { type Material, MaterialOfObjects } from "../stix/report/material.ts";
import { type Fields, isFields } from "../stix/spec/kinds.ts";
import { readVeris } from "../veris/veris.ts";

export type Imported =
  | {
      readonly ok: true;
      readonly form: "stix" | "misp" | "veris" | "csaf";
      readonly material: Material;
      /** Objects that were refused, with the reason. */
      readonly refused: readonly string[];
    }
  | { readonly ok: false; readonly why: string };

/** Objects of one file. */
const objectsMax = 2_000_000;
/** Refusals that are told. */
const refusedMax = 1000;

/**
 * STIX is read as it comes and not held, so it may be of any length; the others are held, up to `heldBytesMax`.
 * A chunk's memory may be used again for the next one. Throws `too-large`.
 */
export async function importJson(
  chunks: AsyncIterable<Uint8Array>,
  heldBytesMax: number,
): Promise<Imported> {
  const stix = new StixImport();
  const held: Uint8Array[] = [];
  let heldBytes = 0;
  for await (const chunk of chunks) {
    stix.push(chunk);
    if (stix.hasObjects) held.length = 0;
    else {
      held.push(new Uint8Array(chunk));
      heldBytes += chunk.length;
      if (heldBytes > heldBytesMax) {
        throw new TocsinError("too-large", { detail: `${heldBytesMax} bytes` });
      }
    }
  }
  return stix.finish() ?? importHeld(concatBytes(...held));
}

function importHeld(bytes: Uint8Array): Imported {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return { ok: false, why: "it is not JSON" };
  }
  if (isFields(value) && isFields(value["document"])) return importCsaf(value);
  if (isFields(value) && "incident_id" in value) {
    const veris = readVeris(value);
    return veris.ok ? { ...veris, form: "veris", refused: [] } : veris;
  }
  const misp = readMispEvents(value);
  if (!misp.ok) return { ok: false, why: `none of the known forms; as MISP: ${misp.path}` };
  return { ok: true, form: "misp", material: materialOfMisp(misp.events), refused: [] };
}

class StixImport {
  readonly #reader = createBundleReader({ objectsMax });
  readonly #material = new MaterialOfObjects();
  readonly #refused: string[] = [];
  #count = 0;

  get hasObjects(): boolean {
    return this.#count > 0;
  }

  push(chunk: Uint8Array): void {
    for (const one of this.#reader.push(chunk)) this.#take(one);
  }

  /** Undefined where it is no STIX at all. */
  finish(): Imported | undefined {
    const end = this.#reader.finish();
    if (end.kind === "unreadable" && this.hasObjects) {
      return { ok: false, why: end.problems[0]?.text ?? "it breaks off" };
    }
    if (end.kind === "object" && end.single?.valid === true) this.#take(end.single);
    if (!this.hasObjects && end.kind !== "bundle") return undefined;
    return { ok: true, form: "stix", material: this.#material.finish(), refused: this.#refused };
  }

  #take({ object, valid, problems }: ReadObject): void {
    this.#count += 1;
    if (valid && object !== undefined) this.#material.add(object);
    else if (this.#refused.length < refusedMax) {
      this.#refused.push(`${problems[0]?.path ?? ""}: ${problems[0]?.text ?? "not valid"}`);
    }
  }
}

function importCsaf(value: Fields): Imported {
  const read = readCsaf(value);
  if (!read.ok) return read;
  const { title, vulnerabilities, products, tlp } = read.advisory;
  const material: Material = {
    values: [],
    techniques: [],
    vulnerabilities: vulnerabilities.flatMap(({ cve }) => (cve === undefined ? [] : [cve])),
    malware: [],
    actors: [],
    texts: [title],
    markings: { tlp, pap: undefined, others: [] },
    notCarried: [...products.values()].map(({ id }) => ({
      id,
      why: "products are held against the inventory, not reported",
    })),
  };
  return { ok: true, form: "csaf", material, refused: [] };
}
