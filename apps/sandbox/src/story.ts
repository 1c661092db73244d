/**
 * Two break-ins by one adversary that share not a single indicator, months apart, as it happened to an
 * insurer and a government office in 2014 and 2015: the victims could not know of each other. Here the
 * first one reports, and is warned when the second one does. All values are invented (RFC 2606, hashes
 * of words); the public accounts named a common code signer, one family, and names that imitate the
 * victim's by one changed letter.
 */

import { createHash } from "node:crypto";

import { type Clock, dayMs, dayOf, systemClock } from "@tocsin/kernel";
import type { Member } from "@tocsin/member";
import { bareReport, type Observable, type ReportBody } from "@tocsin/wire";
import type { Campaign, CampaignLink, Warning } from "@tocsin/wire/node-api";

import { untilPublished, untilReady } from "./neighbours.ts";
import type { World } from "./world.ts";

const waitMsMax = 180_000;
const pollMs = 250;
const expiryDays = 60;
const strongMin = 0.5;

function observable(type: string, value: string, role: Observable["role"]): Observable {
  return { type, value, role, confidence: "high", class: "E" };
}

function invented(word: string): string {
  return createHash("sha256").update(word).digest("hex");
}

/** What both say, beside their own. */
function victim(
  expires: string,
  own: Pick<ReportBody, "stage" | "firstSeen" | "observables"> & Partial<ReportBody>,
): ReportBody {
  return bareReport({
    determination: "confirmed",
    expires,
    techniques: [{ id: "T1553.002", class: "B" }],
    malware: [{ name: "Sakula", class: "B" }],
    ...own,
  });
}

function insurer(expires: string): ReportBody {
  return victim(expires, {
    stage: "exfiltration",
    firstSeen: "2026-04",
    observables: [
      observable("domain", "mycitrix.we11spring-care.example", "command-and-control"),
      observable("domain", "hr.we11spring-care.example", "command-and-control"),
      observable("sha256", invented("the insurer's implant"), "payload"),
      observable("signer", "quillwater tools co., ltd", "payload"),
    ],
  });
}

function office(expires: string): ReportBody {
  const text = "Programs of this signer no longer start.";
  return victim(expires, {
    stage: "foothold",
    firstSeen: "2026-11",
    defences: [{ measure: "block", effect: "stopped", text, class: "DM" }],
    observables: [
      observable("domain", "personnel-1earning.example", "command-and-control"),
      observable("sha256", invented("the office's implant"), "payload"),
      observable("signer", "quillwater tools", "payload"),
    ],
  });
}

/** Tells it on the running world; resolves with what arrived. */
export async function tellStory(
  { northmere, castellan }: Pick<World, "northmere" | "castellan">,
  tell: (line: string) => void,
  clock: Clock = systemClock,
): Promise<{ warning: Warning; campaign: Campaign }> {
  const expires = dayOf(clock.now() + expiryDays * dayMs);
  tell(`April: ${northmere.company.name} reports a break-in. Nobody else has seen its indicators.`);
  const first = await report(northmere.member, insurer(expires));
  tell("November: another company reports one. It shares no indicator with the first.");
  const second = await report(castellan.member, office(expires));
  const { desk } = northmere.member;
  const warning = await eventually(clock, async () => {
    const { items } = await desk.warnings.page({ state: undefined, after: undefined, limit: 50 });
    const found = items.find(({ report: it }) => it?.id === second && it.campaign !== null);
    return found === undefined ? undefined : desk.warnings.view(found.id);
  });
  const campaign = await desk.campaigns.view(warning.report?.campaign?.id ?? "");
  tell(`\n${northmere.company.name} is warned in that round (urgency ${warning.urgency}):`);
  if (warning.link !== null) tellLink(warning.link, first, tell);
  tell(`\nCampaign "${campaign.title}", ${campaign.reports} reports:`);
  for (const it of campaign.timeline) {
    tell(`  happened ${it.event ?? "-"}, ${it.class}, ${it.kind}${it.mine ? ", ours" : ""}`);
  }
  for (const it of campaign.defences) tell(`  what stopped it: ${it.text ?? it.measure}`);
  for (const it of campaign.unknown) tell(`  not known: ${it}`);
  return { warning, campaign };
}

function tellLink({ b, score, reasons }: CampaignLink, own: string, tell: (line: string) => void) {
  const chance = Math.min(99, Math.round(100 / (1 + Math.exp(-score))));
  tell(`  tied to ${b === own ? "its own report" : "a report"}: one adversary at ${chance} %`);
  for (const { kind, says, values, weight } of reasons) {
    if (Math.abs(weight) < strongMin) continue;
    const sign = weight < 0 ? "−" : "+";
    const told = kind === "technique" ? values : values.map((it) => it.replaceAll(".", "[.]"));
    const shown = told.join(", ");
    tell(`  ${sign}${Math.abs(weight).toFixed(1)}  ${says}${shown === "" ? "" : `: ${shown}`}`);
  }
}

async function report({ protocol }: Pick<Member, "protocol">, body: ReportBody): Promise<string> {
  const waiting = AbortSignal.timeout(waitMsMax);
  await untilReady(protocol, waiting);
  const { id } = await protocol.share({ body, audience: "members", review: null });
  await untilPublished(protocol, id, waiting);
  return id;
}

async function eventually<Value>(
  clock: Clock,
  look: () => Promise<Value | undefined>,
): Promise<Value> {
  const until = clock.now() + waitMsMax;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (clock.now() > until) throw new Error("The story did not come to its end in time.");
    await clock.sleep(pollMs);
  }
}
