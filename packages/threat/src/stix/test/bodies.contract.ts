/** Bodies of reports as property tests draw them. */

import {
  confidences,
  csfOutcomes,
  csfResults,
  defenceEffects,
  defenceMeasures,
  determinations,
  fieldClasses,
  impactBands,
  impactKinds,
  observableRoles,
  purposes,
  questionTopics,
  type ReportBody,
  reportBody,
  sizeBands,
  stages,
  stepActions,
  stepResults,
  systemKinds,
  tlps,
} from "@tocsin/wire/report";
import fc from "fast-check";

import { observableTypeNames, observableTypes } from "../../observables/observable-types.ts";

const cls = fc.constantFrom(...fieldClasses);
const coarse = fc.constantFrom("2026-11-21T20Z", "2026-11-21", "2026-W47", "2026-11");
const words = fc
  .array(fc.constantFrom("mail", "Köder", "a'b", "c\\d", "=1+1", "<b>", "[x]"), {
    minLength: 1,
    maxLength: 5,
  })
  .map((it) => it.join(" "));
const cves = fc.constantFrom("CVE-2021-44228", "CVE-2026-1234567");
const techniqueIds = fc.constantFrom("T1566.001", "T1059", "T9999");

function few<T>(item: fc.Arbitrary<T>): fc.Arbitrary<T[]> {
  return fc.array(item, { maxLength: 3 });
}

function maybe<T>(item: fc.Arbitrary<T>): fc.Arbitrary<T | null> {
  return fc.option(item, { nil: null });
}

const known = fc
  .constantFrom(...observableTypeNames)
  .map((type) => ({ type, value: observableTypes[type].example }));
const tricky = fc.constantFrom(
  { type: "endpoint", value: "[2001:db8::1]:443" },
  { type: "windows-path", value: "c:\\it's\\a b.exe" },
  { type: "windows-path", value: "%temp%\\x.dll" },
  { type: "unix-path", value: "/tmp" },
  { type: "unix-path", value: "~/.ssh/id" },
  { type: "registry-key", value: "hklm\\software" },
  { type: "cidr", value: "2001:db8::/32" },
  { type: "never-heard-of", value: "'] OR [a:b = '\\" },
);

const observable = fc
  .record({
    known: fc.oneof(known, tricky),
    role: fc.constantFrom(...observableRoles),
    confidence: fc.constantFrom(...confidences),
    class: cls,
  })
  .map(({ known: { type, value }, ...rest }) => ({ type, value, ...rest }));

const impact = fc.constantFrom(...impactKinds).chain((kind) =>
  fc.record({
    kind: fc.constant(kind),
    band: fc.constantFrom<string>(...impactBands[kind]),
    class: cls,
  }),
);

const lists = {
  technologies: few(fc.record({ name: words, class: cls })),
  observables: fc.array(observable, { maxLength: 8 }),
  techniques: few(fc.record({ id: techniqueIds, class: cls })),
  vulnerabilities: few(fc.record({ id: cves, class: cls })),
  malware: few(fc.record({ name: words, class: cls })),
  actors: few(fc.record({ name: words, class: cls })),
  steps: few(
    fc.record({
      technique: maybe(techniqueIds),
      did: fc.constantFrom(...stepActions),
      on: maybe(fc.constantFrom(...systemKinds)),
      time: maybe(coarse),
      result: fc.constantFrom(...stepResults),
      class: cls,
    }),
  ),
  defences: few(
    fc.record({
      measure: fc.constantFrom(...defenceMeasures),
      effect: fc.constantFrom(...defenceEffects),
      text: maybe(words),
      class: fc.constant("DM" as const),
    }),
  ),
  outcomes: few(
    fc.record({
      id: fc.constantFrom(...csfOutcomes.map(({ id }) => id)),
      result: fc.constantFrom(...csfResults),
      class: cls,
    }),
  ),
  impact: few(impact),
  questions: few(
    fc.record({ about: fc.constantFrom(...questionTopics), text: maybe(words), class: cls }),
  ),
  notes: few(fc.record({ text: words, class: cls })),
};

export const bodies: fc.Arbitrary<ReportBody> = fc
  .record({
    v: fc.constant(1 as const),
    class: cls,
    kind: fc.constantFrom("incident" as const, "near-miss" as const),
    determination: fc.constantFrom(...determinations),
    stage: maybe(fc.constantFrom(...stages)),
    firstSeen: maybe(coarse),
    noticed: maybe(coarse),
    ended: maybe(coarse),
    region: maybe(fc.constantFrom("europe", "asia")),
    size: maybe(fc.constantFrom(...sizeBands)),
    tlp: fc.constantFrom(...tlps),
    purposes: fc.subarray([...purposes]),
    expires: fc.constantFrom("2020-01-01", "2027-11-21"),
    regime: maybe(fc.constant("cisa-2015")),
    recipients: fc.option(
      fc.constantFrom(
        { to: ["government" as const], proprietary: true },
        { to: ["peer-community" as const, "recipient:cisa"], proprietary: false },
      ),
      { nil: undefined },
    ),
    ...lists,
    prose: maybe(fc.record({ text: words, class: cls })),
  })
  .map(({ recipients, ...body }) =>
    reportBody.parse(recipients === undefined ? body : { ...body, recipients }),
  );
