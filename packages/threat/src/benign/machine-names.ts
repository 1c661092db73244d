/**
 * Names of files, folders and registry keys that every machine has: matched, they would ring everywhere.
 * A file's name alone is meant wherever it is; a path only where the file belongs: `svchost.exe` in
 * `C:\Users\Public` is telling.
 */

import table from "../../data/machine-names.json" with { type: "json" };
import type { Benign } from "../extraction/observation.ts";
import { canonicalRegistryKey, canonicalWindowsPath } from "../observables/canonical-host.ts";
import { once } from "../once.ts";
import { parseEffect } from "./benign-effect.ts";

interface KnownName {
  readonly benign: Benign;
  /** Folders in which it belongs. */
  readonly places: readonly string[];
}

interface MachineNames {
  readonly files: ReadonlyMap<string, KnownName>;
  /** Folders and registry keys. */
  readonly exact: ReadonlyMap<string, Benign>;
}

const known = once(readTable);

/** An earlier list wins. */
function readTable(): MachineNames {
  const files = new Map<string, KnownName>();
  const exact = new Map<string, Benign>();
  for (const { name: list, effect, why, places, exact: values } of table.lists) {
    const benign: Benign = { effect: parseEffect(effect), list, why: `This is ${why}.` };
    for (const value of values) exact.set(value, benign);
    for (const [place, names] of Object.entries(places)) {
      for (const name of names.split(" ")) {
        const file = files.get(name) ?? { benign, places: [] };
        files.set(name, { ...file, places: [...file.places, place] });
      }
    }
  }
  return { files, exact };
}

export interface MachineList {
  readonly name: string;
  readonly effect: string;
  readonly why: string;
  readonly versions: string;
  readonly values: number;
}

export function machineLists(): readonly MachineList[] {
  return table.lists.map(({ name, effect, why, versions, places, exact }) => ({
    name,
    effect,
    why,
    versions,
    values: Object.values(places).flatMap((names) => names.split(" ")).length + exact.length,
  }));
}

export function benignFileName(value: string): Benign | undefined {
  return known().files.get(value.toLowerCase())?.benign;
}

export function benignWindowsPath(value: string): Benign | undefined {
  const path = canonicalWindowsPath(value);
  if (path === undefined) return undefined;
  return benignPath(windowsPlace(path), "\\");
}

export function benignUnixPath(value: string): Benign | undefined {
  return benignPath(value.replace(/^\/usr(?=\/s?bin(?:\/|$))/, "").replace(/^\/sbin/, "/bin"), "/");
}

export function benignRegistryKey(value: string): Benign | undefined {
  const key = canonicalRegistryKey(value);
  return key === undefined ? undefined : known().exact.get(key);
}

function benignPath(path: string, slash: string): Benign | undefined {
  const { files, exact } = known();
  const end = path.lastIndexOf(slash);
  const file = files.get(path.slice(end + 1));
  const isAtHome = file?.places.includes(path.slice(0, Math.max(end, 0))) ?? false;
  return isAtHome ? file?.benign : exact.get(path);
}

/** As the table writes it: without drive, one name for what Windows has twice. */
function windowsPlace(path: string): string {
  return path
    .replace(/^(?:c:|%systemdrive%)\\?/, "")
    .replace(/^\\/, "")
    .replace(/^%(?:systemroot|windir)%/, "windows")
    .replace(/^%programfiles(?:\(x86\))?%|^program files \(x86\)/, "program files")
    .replace(/^users\\(?!public(?:\\|$))[^\\]+/, "%userprofile%")
    .replace(/^windows\\(?:syswow64|sysnative)(?=\\|$)/, "windows\\system32")
    .replace(/^(windows\\microsoft\.net\\framework)(?:64)?\\v[0-9.]+(?=\\|$)/, "$1\\v");
}
