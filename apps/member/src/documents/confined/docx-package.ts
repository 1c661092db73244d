/** The parts of a DOCX and how they point at each other (ECMA-376 part 2, Open Packaging). */

import { Unreadable } from "./unreadable.ts";
import { readXmlTokens } from "./xml-tokens.ts";
import { openZip, type Zip } from "./zip.ts";

export interface Relation {
  readonly id: string;
  /** The last word of its type: "hyperlink", "styles", "footnotes", … */
  readonly kind: string;
  /** A name in the package, or the written target of what lies outside. */
  readonly target: string;
  readonly external: boolean;
}

export interface DocxPackage {
  readonly names: readonly string[];
  readonly mainName: string;
  read(name: string): Uint8Array | undefined;
  relations(name: string): readonly Relation[];
}

const relationsMax = 20_000;

export function openDocx(bytes: Uint8Array): DocxPackage {
  const zip = openZip(bytes);
  const main = relationsOf(zip, "").find(({ kind }) => kind === "officeDocument");
  if (main === undefined || main.external) throw new Unreadable("damaged");
  if (!zip.names.includes(main.target)) throw new Unreadable("damaged");
  return {
    names: zip.names,
    mainName: main.target,
    read: (name) => zip.read(name),
    relations: (name) => relationsOf(zip, name),
  };
}

function relationsOf(zip: Zip, name: string): Relation[] {
  const slash = name.lastIndexOf("/");
  const folder = name.slice(0, slash + 1);
  const content = zip.read(`${folder}_rels/${name.slice(slash + 1)}.rels`);
  const found: Relation[] = [];
  if (content === undefined) return found;
  readXmlTokens(content, {
    open: (element, attribute) => {
      if (element !== "rel:Relationship") return;
      if (found.length >= relationsMax) throw new Unreadable("limit");
      const external = attribute("TargetMode")?.toLowerCase() === "external";
      const target = attribute("Target") ?? "";
      const type = attribute("Type") ?? "";
      found.push({
        id: attribute("Id") ?? "",
        kind: type.slice(type.lastIndexOf("/") + 1),
        target: external ? target : resolveName(folder, target),
        external,
      });
    },
    close: () => undefined,
    text: () => undefined,
  });
  return found;
}

/** A key into the package, however many dots the target has: nothing is opened by it. */
function resolveName(folder: string, target: string): string {
  if (target.startsWith("/")) return target.slice(1);
  const steps = folder.split("/").filter((step) => step !== "");
  for (const step of target.split("/")) {
    if (step === "..") steps.pop();
    else if (step !== "." && step !== "") steps.push(step);
  }
  return steps.join("/");
}
