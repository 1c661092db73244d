/**
 * Plays on a small world what the company's other systems do with a node, and prints every command with its
 * answer: a report read back page by page over TAXII, MISP both ways with what could not be carried, known
 * exploited vulnerabilities against an inventory, a named recipient, and the description of the API held
 * against the standard. All values are invented. `npx node scripts/integrations.ts`
 */

import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";

import { readNodeAddress } from "../apps/member/src/cli/node-address.ts";
import { createPortOffice, startWorld, type World } from "../apps/sandbox/src/index.ts";
import { untilPublished, untilReady } from "../apps/sandbox/src/neighbours.ts";
import { silentLog } from "../packages/http/src/index.ts";
import { dayMs, dayOf, systemClock } from "../packages/kernel/src/index.ts";
import type { ReportBody } from "../packages/wire/src/index.ts";
import { scriptWords } from "./arguments.ts";

scriptWords(
  "npx node scripts/integrations.ts: plays it in a folder that is removed, in some minutes",
);

const root = path.resolve(import.meta.dirname, "..");
const own = path.join(root, "node_modules/node/bin/node");
const node = existsSync(own) ? own : process.execPath;
const taxii = "Accept: application/taxii+json;version=2.1";
const roundMs = 3000;
const waitMsMax = 180_000;
const shownMax = 900;
const outputBytesMax = 64 * 1024 * 1024;
const run = promisify(execFile);

const folder = mkdtempSync(path.join(tmpdir(), "tocsin-integrations-"));
try {
  await using world = await startWorld({
    stateDir: folder,
    roundMs,
    port: 4700,
    consoleDir: path.join(folder, "no-console"),
    sample: false,
    office: createPortOffice(() => undefined),
    log: silentLog,
    tell: () => undefined,
  });
  await play(world);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function play(world: World): Promise<void> {
  const at = player(path.join(folder, "northmere"), world.northmere.member.url);
  say("1. The exchange's operator names a recipient; another company reports, and chooses it");
  const exchange = path.join(folder, "exchange");
  const named = await at.program("tocsin-exchange", "apps/exchange/src/main.ts", [
    ...["recipient", "add", "agency", "--title", "An agency", "--kind", "government"],
    ...["--purpose", "cybersecurity", "--state", exchange],
  ]);
  await rounds(2);
  const id = await publish(world);
  await at.tocsin("report", "deliveries", id);
  await readByTaxii(at);
  await carryByMisp(at);
  await importKnownExploited(world, at);
  await readAsRecipient(world, at, keyIn(named));
  await describeApi(world, at);
}

interface Player {
  readonly tocsin: (...args: string[]) => Promise<string>;
  readonly program: (name: string, file: string, args: readonly string[]) => Promise<string>;
  readonly curl: (key: string, url: string) => Promise<string>;
  readonly file: (name: string, text: string) => string;
  readonly url: string;
}

function player(home: string, url: string): Player {
  const told = async (shown: string, file: string, args: readonly string[]): Promise<string> => {
    process.stdout.write(`\n$ ${masked(shown)}\n`);
    const { stdout, stderr } = await run(file, [...args], { maxBuffer: outputBytesMax });
    process.stdout.write(short(stdout));
    if (stderr !== "") process.stdout.write(short(stderr.replace(/^(?=.)/gm, "(stderr) ")));
    return stdout;
  };
  return {
    url,
    tocsin: (...args) => {
      const cli = path.join(root, "node_modules/.bin/tocsin");
      return told(`tocsin ${args.join(" ")}`, node, [cli, "--home", home, ...args]);
    },
    program: (name, at, args) =>
      told(`${name} ${args.join(" ")}`, node, [path.join(root, at), ...args]),
    curl: (key, where) => {
      const args = ["-s", "-g", "-i", "-u", `system:${key}`, "-H", taxii, where];
      return told(`curl -g -i -u system:KEY -H '${taxii}' '${where}'`, "curl", args);
    },
    file: (name, text) => {
      const at = path.join(folder, name);
      writeFileSync(at, text);
      return at;
    },
  };
}

async function publish({ castellan }: World): Promise<string> {
  const { protocol } = castellan.member;
  const waiting = AbortSignal.timeout(waitMsMax);
  await untilReady(protocol, waiting);
  const body = report(dayOf(systemClock.now() + 60 * dayMs));
  const { id } = await protocol.share({ body, audience: "members", review: null });
  await untilPublished(protocol, id, waiting);
  say(`   published: ${id}`);
  await rounds(2);
  return id;
}

async function readByTaxii({ tocsin, curl, url }: Player): Promise<void> {
  say("2. A SIEM reads it back over TAXII 2.1, page by page");
  const key = keyIn(await tocsin("--json", "taxii", "key", "add", "siem", "--write"));
  await curl(key, `${url}/taxii2/`);
  await curl(key, `${url}/taxii2/node/collections/`);
  const objects = `${url}/taxii2/node/collections/received-reports/objects/?limit=6`;
  let next: string | undefined;
  do {
    const page = await curl(key, next === undefined ? objects : `${objects}&next=${next}`);
    next = /"next":"([0-9a-z]+)"/.exec(page)?.[1];
  } while (next !== undefined);
  await curl(key, `${url}/taxii2/node/collections/received-reports/manifest/?match[type]=report`);
}

async function carryByMisp({ tocsin, file }: Player): Promise<void> {
  say("3. MISP: out, with the list of what an event cannot carry; and in again");
  const event = await tocsin("export", "misp");
  await tocsin("import", file("event.json", event));
}

async function importKnownExploited(world: World, { tocsin, file }: Player): Promise<void> {
  say("4. Known exploited vulnerabilities, and an inventory that runs an affected product");
  await tocsin("inventory", "import", file("products.csv", "vendor,product\nExample,Gateway\n"));
  const today = dayOf(systemClock.now());
  const vulnerabilities = [
    known("CVE-2026-11111", "Example", "Gateway", today),
    known("CVE-2026-22222", "Other", "Mail Server", today),
  ];
  const catalog = {
    title: "Known Exploited Vulnerabilities",
    catalogVersion: today.replaceAll("-", "."),
    dateReleased: `${today}T00:00:00.0000Z`,
    count: vulnerabilities.length,
    vulnerabilities,
  };
  const kev = file("kev.json", JSON.stringify(catalog));
  await tocsin("feed", "add", "kev", kev, "--kind", "kev");
  await tocsin("feed", "sync", "kev");
  await tocsin("kev");
  await tocsin("feed", "concerns");
  await untilWarned(world);
  await tocsin("warning", "list");
}

/** Until what concerns the inventory has rung, or the wait is over. */
async function untilWarned({ northmere }: World): Promise<void> {
  const untilMs = systemClock.now() + waitMsMax;
  while (systemClock.now() < untilMs) {
    const page = { state: undefined, after: undefined, limit: 50 };
    const { items } = await northmere.member.desk.warnings.page(page);
    if (items.some((it) => it.report === null)) return;
    await systemClock.sleep(roundMs);
  }
}

async function readAsRecipient(world: World, { curl }: Player, key: string): Promise<void> {
  say("5. The named recipient reads what its author chose to give, and nothing else");
  const at = `${world.operators.exchange.url}/taxii2/recipients/collections`;
  await curl(key, `${at}/`);
  await curl(key, `${at}/given-to-agency/objects/?match[type]=report,marking-definition`);
}

async function describeApi({ northmere }: World, { file, program }: Player): Promise<void> {
  say("6. The description of the API against OpenAPI 3.1");
  const { token } = await readNodeAddress(path.join(folder, "northmere"));
  const answer = await fetch(`${northmere.member.url}/api/openapi.json`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const document = file("openapi.json", await answer.text());
  await program("validate-api", "node_modules/.bin/validate-api", [document]);
}

function report(expires: string): ReportBody {
  return {
    v: 1,
    class: "G",
    kind: "incident",
    determination: "confirmed",
    stage: "control",
    firstSeen: "2026-W47",
    noticed: null,
    ended: null,
    region: null,
    size: null,
    tlp: "green",
    purposes: ["cybersecurity"],
    recipients: { to: ["government"], proprietary: false },
    expires,
    regime: null,
    technologies: [],
    observables: [
      {
        type: "domain",
        value: "gateway-update.example",
        role: "command-and-control",
        confidence: "high",
        class: "E",
      },
      { type: "sha256", value: "c0".repeat(32), role: "payload", confidence: "medium", class: "E" },
    ],
    techniques: [{ id: "T1190", class: "B" }],
    vulnerabilities: [{ id: "CVE-2026-11111", class: "C" }],
    malware: [{ name: "Sakula", class: "B" }],
    actors: [],
    steps: [
      {
        technique: "T1190",
        did: "exploited",
        on: "remote-access",
        time: null,
        result: "worked",
        class: "B",
      },
    ],
    defences: [
      {
        measure: "patch",
        effect: "stopped",
        text: "The update of November closes it.",
        class: "DM",
      },
    ],
    outcomes: [{ id: "PR.AA-03", result: "failed", class: "G" }],
    impact: [{ kind: "downtime", band: "under-a-day", class: "F" }],
    questions: [],
    notes: [],
    prose: null,
  };
}

function known(cveID: string, vendorProject: string, product: string, today: string): object {
  return {
    cveID,
    vendorProject,
    product,
    vulnerabilityName: `${vendorProject} ${product} Vulnerability`,
    dateAdded: today,
    shortDescription: "Invented.",
    requiredAction: "Apply the update.",
    dueDate: dayOf(systemClock.now() + 21 * dayMs),
    knownRansomwareCampaignUse: "Known",
    notes: "",
    cwes: [],
  };
}

function masked(text: string): string {
  return text
    .replaceAll(folder, "WORLD")
    .replace(/"(key|secret)":"[\w-]{43}"/g, '"$1":"KEY"')
    .trimEnd();
}

function keyIn(json: string): string {
  const [, key] = /"(?:key|secret)":"([\w-]{43})"/.exec(json) ?? [];
  if (key === undefined) throw new Error("no key was told");
  return key;
}

async function rounds(count: number): Promise<void> {
  await systemClock.sleep(count * roundMs + roundMs / 2);
}

function say(line: string): void {
  process.stdout.write(`\n== ${line}\n`);
}

/** Keys of a world that is gone are shown to nobody all the same. */
function short(whole: string): string {
  const text = masked(whole);
  const told =
    text.length <= shownMax ? text : `${text.slice(0, shownMax)} … (${text.length} in all)`;
  return told === "" ? "" : `${told}\n`;
}
