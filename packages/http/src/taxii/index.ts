/** TAXII 2.1 for programs that serve it. Loaded by them alone: it needs the store and STIX. */

export { withTaxii } from "./app.ts";
export type { TaxiiCollection } from "./collections.ts";
export { TaxiiFault } from "./faults.ts";
export type { Posted } from "./intake.ts";
export type { TaxiiAnswer, TaxiiRequest } from "./messages.ts";
export { PageCache, toldOfChanges } from "./page-cache.ts";
export { pageEntriesMax } from "./query.ts";
export { createTaxiiServer, type TaxiiServer } from "./server.ts";
