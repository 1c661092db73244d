/** Where posted objects go: drafts and sightings of the desk, through the gate that everything goes through. */

import { TocsinError, utf8 } from "@tocsin/kernel";
import { materialOf, materialText } from "@tocsin/threat/stix";
import type { Desk } from "../desk/desk.ts";
import type { Posted } from "@tocsin/http/taxii";

const source = "TAXII";

export async function takePosted(
  desk: Pick<Desk, "newDraft" | "drafts" | "sightings">,
  into: "drafts" | "sightings",
  posted: Posted,
): Promise<void> {
  const material = materialOf(posted.good.map(({ read }) => read.object ?? {}));
  if (into === "sightings") {
    const { values } = material;
    if (values.length > 0) await desk.sightings.add({ source, values });
    return;
  }
  const { tlp } = material.markings;
  // What only named people may see can become no report, whatever a reviewer would say.
  if (tlp === "red") throw new TocsinError("not-allowed", { detail: "TLP:RED" });
  const bytes = utf8(materialText(material));
  // A marking is kept by the draft; where there is none, the strictest is proposed.
  const draft = await desk.newDraft({ name: "taxii.txt", bytes, marked: tlp });
  if (tlp === undefined) await desk.drafts.change(draft.id, { terms: { tlp: "amber+strict" } });
}
