/**
 * The same request sent by the node's own network from machines that are set up differently: zone, language,
 * options of the runtime, names in the environment. Any difference on the line would tell machines apart.
 */

import { execFile } from "node:child_process";
import { promisify } from "node:util";

import { type Finding, judge, plainFigure } from "../../judge/finding.ts";
import { nodeAt, type Played } from "../../world/play.ts";
import { bitsOf } from "./fingerprint.ts";

const run = promisify(execFile);

const setUps: readonly Readonly<Record<string, string>>[] = [
  { TZ: "UTC", LANG: "C" },
  { TZ: "Asia/Tokyo", LANG: "ja_JP.UTF-8", LC_ALL: "ja_JP.UTF-8" },
  { TZ: "America/Lima", LANG: "es_PE.UTF-8", HOSTNAME: "canary-host", USER: "canary" },
  { TZ: "Europe/Oslo", NODE_OPTIONS: "--max-http-header-size=32000", HTTP_PROXY: "" },
];

/** What each machine runs: one capsule's request, and one for the feed. */
function programTo(url: string): string {
  return `
    import { httpNetwork } from "@tocsin/member";
    const deadlineMs = 30000, bytesMax = 1e6;
    const body = { mediaType: "message/ohttp-req", bytes: new Uint8Array(16384) };
    const headers = { authorization: 'PrivateToken token="AAAA"' };
    await httpNetwork.send({ method: "POST", url: "${url}/capsule", headers, body, deadlineMs, bytesMax });
    await httpNetwork.send({ method: "GET", url: "${url}/feed/checkpoint", deadlineMs, bytesMax });
    process.exit(0);`;
}

export async function machines({ world }: Played): Promise<Finding> {
  const { line } = nodeAt(world, 0);
  const program = programTo(`http://127.0.0.1:${line.port}`);
  const heads: string[][] = [];
  for (const env of setUps) {
    const before = line.heads.length;
    const args = ["--input-type=module", "--eval", program];
    await world.clock.during(() =>
      run(process.execPath, args, { cwd: import.meta.dirname, env: { ...env } }),
    );
    heads.push(line.heads.slice(before).map(({ text }) => text));
  }
  const withLanguage = heads.map((own, at) =>
    own.map((it) => `${it}\r\naccept-language: ${setUps[at]?.["LANG"] ?? ""}`),
  );
  return judge({
    attack: "fingerprint of a node",
    note: "zone, language, options of the machine",
    view: "the line to a node",
    members: setUps.length,
    cases: heads.flat().length,
    figure: plainFigure("bits", bitsOf(heads)),
    threshold: { most: 0 },
    plant: { what: "names its language", figure: plainFigure("bits", bitsOf(withLanguage)) },
  });
}
