/** Numbers of tickets and internal records: they lead whoever knows them back to us. */

import { type Detector, detectPattern } from "../detector.ts";
import { boundedPattern } from "../text/bounded-pattern.ts";

const numbered = boundedPattern(
  String.raw`\b(?:INC|CHG|TKT|RITM|REQ|TASK|PRB|SIR|SCTASK|CASE|IR)[-_ #]{0,2}\d{4,12}\b`,
);
const tracked = boundedPattern(
  String.raw`(?<![\w.\/-])(?!CVE-|CWE-|MS\d|KB|RFC-|ISO-|SHA-|UTF-|NIST-|CAPEC-|AA\d|TA\d|APT|FIN|UNC|TEMP|DEV-|TG-|GOLD|BRONZE|WIN-|ICSA-|ICSMA-|SSA-|SSB-|VMSA-|JSA|FG-|DSA-|DLA-|USN-|RHSA-|ELSA-|GLSA-|APSB|ADV|TALOS-|CNVD-|CNNVD-|JVN|BDU|NCSC-|PSIRT-|HPESB|TRA-|XSA-|PSA-|CERT-|ESET-|TLP-|PAP-|NIS-|EAL-|AES-|RSA-|MD-|TCP-|UDP-|IEEE-|EN-|DIN-|PM-|PT-|COVID-|Q\d|H\d|UTC-|GMT-|ASN-|AS-|VU-|EDB-|ZDI-|GHSA)[A-Z]{2,8}-\d{2,6}(?![\w-]|\.\d)`,
);
const called = boundedPattern(
  String.raw`\b(?:ticket|case|change|incident|request)(?: (?:no|number|nr|id))?\.? ?[:#]? ?(#?(?:\d{4}-\d{2,6}|\d{5,12}))\b`,
  "gi",
);

export const tickets: Detector = {
  name: "tickets",
  version: 2,
  detect(reading) {
    const why = "The number of an internal record.";
    return [
      ...detectPattern(reading.passage, numbered, { kind: "ticket-id", why, needsReview: false }),
      ...detectPattern(reading.passage, called, { kind: "ticket-id", why, needsReview: false }),
      ...detectPattern(reading.passage, tracked, { kind: "ticket-id", why, needsReview: true }),
    ].filter((it) => !reading.isExplained(it));
  },
};
