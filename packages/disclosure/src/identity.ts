/** What is a company's own, and words as all detectors read them. */

export { AddressRanges, addressSpan } from "./identity/address-ranges.ts";
export { type CompanyIdentity, compileIdentity } from "./identity/company-identity.ts";
export { PhraseIndex } from "./identity/phrase-index.ts";
export { readPassage } from "./text/passage.ts";
export { wordsOf } from "./text/words.ts";
