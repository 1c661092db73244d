/** Sentences of the narrative for steps, defences, outcomes and questions. */

import { csfOutcomes, type ReportBody } from "@tocsin/wire/report";

/** "2026-11-21T20Z" is an hour, "2026-W47" a week. */
export function timeText(time: string): string {
  const hour = /^(\d{4}-\d{2}-\d{2})T(\d{2})Z$/.exec(time);
  if (hour !== null) return `on ${hour[1] ?? ""}, in the hour from ${hour[2] ?? ""}:00 UTC`;
  if (time.includes("W")) return `in week ${time.slice(6)} of ${time.slice(0, 4)}`;
  return time.length === 10 ? `on ${time}` : `in ${time}`;
}

/** "under-a-day" as people read it; a hyphen between numbers stays. */
export function spaced(word: string): string {
  return word.replace(/(?<=[a-z])-|-(?=[a-z])/g, " ");
}

const actions: Readonly<Record<ReportBody["steps"][number]["did"], string>> = {
  scouted: "looked around from outside",
  delivered: "delivered",
  exploited: "exploited a weakness",
  executed: "ran code",
  persisted: "made itself stay",
  escalated: "gained more rights",
  evaded: "hid or switched off protection",
  "stole-credentials": "stole credentials",
  discovered: "explored",
  moved: "moved from system to system",
  collected: "gathered data",
  controlled: "took control from afar",
  exfiltrated: "took data out",
  damaged: "did damage",
};

const results: Readonly<Record<ReportBody["steps"][number]["result"], string>> = {
  worked: "",
  blocked: "; it was blocked",
  detected: "; it was detected",
  unknown: "; whether it worked is not known",
};

export function stepsText({ steps }: ReportBody): string {
  if (steps.length === 0) return "";
  const lines = steps.map(({ technique, did, on, time, result }, at) => {
    const where = on === null ? "" : ` on ${spaced(on)} systems`;
    const how = technique === null ? "" : ` (${technique})`;
    const when = time === null ? "" : `, ${timeText(time)}`;
    return `${at + 1}. The attacker ${actions[did]}${where}${how}${when}${results[result]}.`;
  });
  return `Step by step:\n${lines.join("\n")}`;
}

const measures: Readonly<Record<ReportBody["defences"][number]["measure"], string>> = {
  block: "Blocking",
  detect: "A detection rule",
  patch: "Patching",
  configure: "A change of configuration",
  "reset-credentials": "Resetting credentials",
  isolate: "Isolating systems",
  restore: "Restoring",
  monitor: "Monitoring",
  train: "Training",
  other: "Another measure",
};

const effects: Readonly<Record<ReportBody["defences"][number]["effect"], string>> = {
  stopped: "stopped it",
  slowed: "slowed it",
  detected: "detected it",
  "no-effect": "had no effect",
  untried: "is proposed, not tried",
};

export function defencesText({ defences }: ReportBody): string {
  return defences
    .map(({ measure, effect, text }) => {
      const more = text === null ? "" : ` “${text}”`;
      return `${measures[measure]} ${effects[effect]}.${more}`;
    })
    .join("\n");
}

/** What held comes first: it is what peers can copy. */
export function outcomesText({ outcomes }: ReportBody): string {
  const sentence = (result: "held" | "partly" | "failed", words: string): string => {
    const ids = outcomes.filter((it) => it.result === result).map((it) => titled(it.id));
    return ids.length === 0 ? "" : `${words} ${ids.join(", ")}.`;
  };
  return [
    sentence("held", "Of NIST CSF 2.0 held:"),
    sentence("partly", "Held in part:"),
    sentence("failed", "Failed:"),
  ]
    .filter((text) => text !== "")
    .join(" ");
}

function titled(id: string): string {
  const title = csfOutcomes.find((it) => it.id === id)?.title;
  return title === undefined ? id : `${id} (${title})`;
}

export function questionsText({ questions }: ReportBody): string {
  return questions
    .map(
      ({ about, text }) => `The author asks about ${about}${text === null ? "." : `: “${text}”`}`,
    )
    .join("\n");
}
