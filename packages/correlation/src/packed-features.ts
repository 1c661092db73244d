/** A report's features as bytes, so that they cross to the thread that keeps the index. */

import type { EncodedKind } from "./encoded-features.ts";

export interface PackedFeatures {
  readonly features: readonly EncodedKind[];
  /** How often a feature usually occurs, by its id; only what is more than never. */
  readonly usual: ReadonlyMap<number, number>;
}

const headBytes = 16;
const featureBytes = 20;

export function packFeatures(
  features: readonly EncodedKind[],
  usual: ReadonlyMap<number, number>,
): Uint8Array {
  const bytes = features.reduce((sum, { ids }) => sum + headBytes + ids.length * featureBytes, 0);
  const view = new DataView(new ArrayBuffer(bytes));
  let at = 0;
  for (const { kind, ids, places, counts, mass } of features) {
    view.setUint32(at, kind);
    view.setUint32(at + 4, ids.length);
    view.setFloat64(at + 8, mass);
    at += headBytes;
    for (let nth = 0; nth < ids.length; nth += 1) {
      const id = ids[nth] ?? 0;
      view.setUint32(at, id);
      view.setUint32(at + 4, places[nth] ?? 0);
      view.setFloat64(at + 8, counts[nth] ?? 0);
      view.setUint32(at + 16, usual.get(id) ?? 0);
      at += featureBytes;
    }
  }
  return new Uint8Array(view.buffer);
}

/** What was hashed does not cross: it is not needed to compare. */
export function unpackFeatures(bytes: Uint8Array): PackedFeatures {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const features: EncodedKind[] = [];
  const usual = new Map<number, number>();
  for (let at = 0; at < bytes.length;) {
    const kind = view.getUint32(at);
    const length = view.getUint32(at + 4);
    const mass = view.getFloat64(at + 8);
    at += headBytes;
    const ids = new Uint32Array(length);
    const places = new Uint32Array(length);
    const counts = new Float64Array(length);
    for (let nth = 0; nth < length; nth += 1) {
      const id = view.getUint32(at);
      ids[nth] = id;
      places[nth] = view.getUint32(at + 4);
      counts[nth] = view.getFloat64(at + 8);
      const often = view.getUint32(at + 16);
      if (often > 0) usual.set(id, often);
      at += featureBytes;
    }
    features.push({ kind, ids, places, counts, mass, items: [] });
  }
  return { features, usual };
}
