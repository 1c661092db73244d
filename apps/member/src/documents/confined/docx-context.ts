/** What reading any part of a DOCX takes. */

import type { Section } from "./answer.ts";
import type { DocxStyles } from "./docx-look.ts";
import type { Flow } from "./flow.ts";

export interface BodyContext {
  readonly styles: DocxStyles;
  /** Targets of links by relation id. */
  readonly links: ReadonlyMap<string, string>;
  readonly flow: Flow;
  readonly out: Section;
}
