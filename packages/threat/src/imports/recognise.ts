/** A file of JSON as material, whichever of the known forms it has: STIX, MISP, VERIS, CSAF. */

import { readCsaf } from "../csaf/csaf.ts";
import { readMispEvents } from "../misp/event.ts";
import { materialOfMisp } from "../misp/from-event.ts";
import { createBundleReader } from "../stix/bundle/reader.ts";
import { type Material, materialOf } from "../stix/report/material.ts";
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
const objectsMax = 200_000;

export function importJson(bytes: Uint8Array): Imported {
  const stix = importStix(bytes);
  if (stix !== undefined) return stix;
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

/** Undefined where it is no STIX at all. */
function importStix(bytes: Uint8Array): Imported | undefined {
  const reader = createBundleReader({ objectsMax });
  const read = [...reader.push(bytes)];
  const end = reader.finish();
  if (end.kind === "object" && end.single !== undefined) read.push(end.single);
  const isStix = end.kind === "bundle" || (end.kind === "envelope" && read.length > 0);
  if (!isStix && !(end.kind === "object" && end.single?.valid === true)) return undefined;
  const good: Fields[] = [];
  const refused: string[] = [];
  for (const { object, valid, problems } of read) {
    if (valid && object !== undefined) good.push(object);
    else refused.push(`${problems[0]?.path ?? ""}: ${problems[0]?.text ?? "not valid"}`);
  }
  return { ok: true, form: "stix", material: materialOf(good), refused };
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
