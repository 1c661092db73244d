/** Writes `docs/errors.md` from the catalogue; a test holds the two together. */

import { writeFileSync } from "node:fs";
import path from "node:path";

import { errorCatalogue } from "../packages/kernel/src/index.ts";
import { scriptWords } from "./arguments.ts";

scriptWords("npx node scripts/errors.ts: writes docs/errors.md");

const rows = Object.entries(errorCatalogue)
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([code, it]) => `| \`${code}\` | ${it.cause} | ${it.fix} | ${it.status} | ${it.exit} |`);

const page = `# Errors

Every error of every program, by its code: what happened, and what mends it. The table is written by
\`node scripts/errors.ts\` from \`packages/kernel/src/error-catalogue/\`. Exit codes: 1 failed, 2 usage,
3 refused by policy, 4 not authorised, 5 partly done, 8 waits for approval.

| code | cause | fix | HTTP | exit |
| --- | --- | --- | --- | --- |
${rows.join("\n")}
`;

writeFileSync(path.resolve(import.meta.dirname, "../docs/errors.md"), page);
