/** The other formats of the field: MISP, KEV, CSAF, VERIS, and exports. */

export { type CsafAdvisory, csafFindings, readCsaf } from "./csaf/csaf.ts";
export { type ExportedReport, type ExportFilter, exportRows, mayExport } from "./exports/rows.ts";
export { type RuleFile, sigmaOf, suricataOf, yaraOf } from "./exports/rule-writers.ts";
export { csvOf, listOf } from "./exports/writers.ts";
export { type Imported, importJson } from "./imports/recognise.ts";
export {
  kevDelta,
  type KevEntry,
  kevEntry,
  type KevFinding,
  kevFindings,
  readKev,
} from "./kev/kev.ts";
export { readMispEvents } from "./misp/event.ts";
export { materialOfMisp } from "./misp/from-event.ts";
export { mispEventOf, mispFeed } from "./misp/to-event.ts";
export { readVeris } from "./veris/veris.ts";
