/** STIX objects of others as items: their values, how they are marked, until when, and what was recalled. */

import type { ImportItem } from "@tocsin/store";
import { materialOf, type ReadStixObject, type StixObject } from "@tocsin/threat/stix";

import { digestOf, futureMsMax, type Reading, type Step, valuesOf } from "../reading.ts";

const definitionsMax = 10_000;
const keyCharsMax = 300;

export class StixItems {
  readonly #reading: Reading;
  readonly #definitions = new Map<string, StixObject>();
  #items: ImportItem[] = [];
  #refusals: string[] = [];
  #newestMs = 0;

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  get count(): number {
    return this.#items.length;
  }

  add({ object, text, valid, problems }: ReadStixObject): void {
    if (object === undefined || !valid) {
      const [problem] = problems;
      this.#refusals.push(`an object that is not valid: ${problem?.text ?? "no JSON"}`);
      return;
    }
    if (object["type"] === "marking-definition") {
      if (this.#definitions.size < definitionsMax) {
        this.#definitions.set(String(object["id"]), object);
      }
      return;
    }
    const { nowMs } = this.#reading;
    const changedMs = timeOf(object["modified"] ?? object["created"]);
    if (changedMs !== undefined && changedMs > nowMs + futureMsMax) {
      this.#refusals.push("an object that is from the future");
      return;
    }
    if (changedMs !== undefined) this.#newestMs = Math.max(this.#newestMs, changedMs);
    this.#items.push(this.#itemOf(object, text, changedMs ?? null));
  }

  /** What has come since the last step. */
  take(): Step {
    const step = { items: this.#items, refusals: this.#refusals, newestMs: this.#newestMs };
    this.#items = [];
    this.#refusals = [];
    return step;
  }

  #itemOf(object: StixObject, text: string, order: number | null): ImportItem {
    const key = String(object["id"]).slice(0, keyCharsMax);
    const gone = object["revoked"] === true;
    const marks = object["object_marking_refs"];
    const refs: readonly unknown[] = Array.isArray(marks) ? marks : [];
    const definitions = refs
      .map((it) => this.#definitions.get(String(it)))
      .filter((it) => it !== undefined);
    const untilMs = timeOf(object["valid_until"]) ?? null;
    const material = materialOf([...definitions, object]);
    const { values, refusals } = valuesOf(material, this.#reading, untilMs);
    this.#refusals.push(...refusals);
    return { key, order, digest: digestOf(text), gone, body: null, values };
  }
}

function timeOf(value: unknown): number | undefined {
  const time = typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}
