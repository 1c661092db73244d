/**
 * Whatever a node sends, byte for byte, without what has to differ: token, session and the numbers of rounds.
 * Two forms of one request would be a bit by which to tell nodes apart. PROTOCOL §4.
 */

import { type Finding, judge, plainFigure } from "../../judge/finding.ts";
import type { Played } from "../../world/play.ts";

export function fingerprint({ world }: Played): Finding {
  const heads = world.nodes.map(({ line }) => line.heads.map(({ text }) => text));
  const planted = heads.map((own, at) => (at === 0 ? own.map(withAgent) : own));
  return judge({
    attack: "fingerprint of a node",
    note: "heads of all requests",
    view: "the line to a node",
    members: world.nodes.length,
    cases: heads.flat().length,
    figure: plainFigure("bits", bitsOf(heads)),
    threshold: { most: 0 },
    plant: { what: "names its version", figure: plainFigure("bits", bitsOf(planted)) },
  });
}

/** By how much the set of forms that a node uses tells it from the others. */
export function bitsOf(heads: readonly (readonly string[])[]): number {
  const sets = heads.map((own) => [...new Set(own.map(formOf))].sort().join("\n\n"));
  const counts = [...Map.groupBy(sets, (it) => it).values()].map((it) => it.length);
  return counts.reduce((sum, it) => sum + (it / sets.length) * Math.log2(sets.length / it), 0);
}

function formOf(text: string): string {
  return text
    .replace(/^(host: 127\.0\.0\.1):\d+$/im, "$1")
    .replace(/token="[\w-]+"/, "token")
    .replace(/Bearer [\w-]+/, "Bearer")
    .replace(/^(GET \/feed\/\w+)\/\d+/, "$1/N");
}

function withAgent(text: string): string {
  return `${text}\r\nuser-agent: tocsin/0.1.0`;
}
