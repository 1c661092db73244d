import { parseCanonicalJson, textOf, toBase64, toHex, utf8 } from "@tocsin/kernel";
import type { FieldClass, ReviewItem } from "@tocsin/wire";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Detector } from "./detector.ts";
import { gate, type GateDraft, type GateVerdict } from "./gate.ts";
import { compileIdentity } from "./identity/company-identity.ts";
import { emptyProfile } from "./identity/empty-profile.ts";
import { inspect } from "./inspect.ts";
import { draftOf, frame, item, terms } from "./testing.ts";

function codes(verdict: GateVerdict): string[] {
  return verdict.ok ? [] : verdict.blockers.map((it) => it.code);
}

const note = (value: string, changes: Partial<ReviewItem> = {}): ReviewItem =>
  item({ part: "note", type: null, role: null, confidence: null, class: "G", value, ...changes });

const prose = (changes: Partial<ReviewItem> = {}): ReviewItem =>
  note("The mail was opened by nobody.", { id: "i9", part: "prose", ...changes });

describe("structured parts", () => {
  const step = (place: number, did: "delivered" | "executed"): ReviewItem =>
    item({
      id: `s${place}`,
      part: "step",
      type: null,
      role: null,
      confidence: null,
      value: "",
      class: "B",
      detail: {
        of: "step",
        place,
        technique: "T1566.001",
        did,
        on: "mail",
        time: "2026-W47",
        result: "worked",
      },
    });
  const defence = (value: string, changes: Partial<ReviewItem> = {}): ReviewItem =>
    item({
      id: "d1",
      part: "defence",
      type: null,
      role: null,
      confidence: null,
      value,
      class: "DM",
      detail: { of: "defence", measure: "block", effect: "stopped" },
      ...changes,
    });

  it("leave in the order of the attack, with their pick lists and class", () => {
    const verdict = gate(draftOf([step(2, "executed"), defence(""), step(1, "delivered")]));
    expect(verdict.ok && verdict.body.steps.map((it) => it.did)).toEqual(["delivered", "executed"]);
    expect(verdict.ok && verdict.body.defences).toEqual([
      { measure: "block", effect: "stopped", text: null, class: "DM" },
    ]);
  });

  it.each<[string, ReviewItem, string[]]>([
    ["a part without its pick list", { ...step(1, "executed"), detail: null }, ["field-invalid"]],
    ["a pick list of another part", { ...defence(""), part: "question" }, ["field-invalid"]],
    ["a defence of another class", defence("", { class: "B" }), ["field-invalid"]],
    ["an unclassified step", { ...step(1, "executed"), class: null }, ["unclassified"]],
    ["what strikes back", defence("Wipe the attacker's server."), ["hack-back"]],
    ["a note that does", note("DDoS the C2 server.", { class: "DM" }), ["hack-back"]],
    ["our name in a text", defence("Ferrocrest Steel blocked it."), ["found-own"]],
    ["a text of 26 words", defence("word ".repeat(26).trim()), ["field-invalid"]],
    ["free text without the warning", prose(), ["prose-risk"]],
  ])("do not leave with %s", (_, part, expected) => {
    expect(codes(gate(draftOf([part])))).toEqual(expected);
  });

  it.each([
    ["what has no class", { ...step(1, "executed"), class: null }],
    ["what strikes back", defence("Wipe the attacker's server.")],
    ["our name in a text", defence("Ferrocrest Steel blocked it.")],
    ["what was to be removed", { ...defence("x"), proposal: "remove" as const }],
  ])("tell of %s which part it is", (_, part) => {
    const verdict = gate(draftOf([part]));
    expect(verdict.ok ? [] : verdict.blockers.map((it) => it.item)).toEqual([part.id]);
  });

  it("leave in a body that has the same fields whoever wrote it and whatever was filled in", () => {
    const fields = (items: readonly ReviewItem[], changes: Partial<GateDraft> = {}) => {
      const verdict = gate(draftOf(items, changes));
      return verdict.ok ? Object.keys(verdict.body) : [];
    };
    const bare = fields([item()]);
    const filled = { ...frame, firstSeen: "2026-W47", region: "north", size: "50-249" } as const;
    expect(fields([item(), step(1, "executed"), defence("")], { frame: filled })).toEqual(bare);
    expect(bare).toContain("prose");
  });

  it("hold one free text, once its author knows what it gives away", () => {
    const proseAccepted = true;
    const verdict = gate(draftOf([prose()], { proseAccepted }));
    expect(verdict.ok && verdict.body.prose?.text).toBe("The mail was opened by nobody.");
    const twice = gate(draftOf([prose(), prose({ id: "i8", value: "More." })], { proseAccepted }));
    expect(codes(twice)).toEqual(["field-invalid"]);
    const named = prose({ value: "Ferrocrest Steel saw it." });
    expect(codes(gate(draftOf([named], { proseAccepted })))).toEqual(["found-own"]);
  });
});

describe("the marking of the source", () => {
  it.each([
    ["clear", "green", true],
    ["amber", "amber+strict", true],
    ["green", "green", false],
    ["amber+strict", "clear", false],
    ["clear", null, false],
  ] as const)("terms of %s under a source of %s are loosened: %s", (tlp, marked, isLoosened) => {
    const verdict = gate(draftOf([item()], { terms: { ...terms, tlp }, marked }));
    expect(codes(verdict)).toEqual(isLoosened ? ["marking-loosened"] : []);
  });
});

describe("the gate", () => {
  it("gives the exact canonical bytes of what was decided, and their hash", () => {
    const verdict = gate(
      draftOf([item(), note("Disable macros from the internet.", { id: "i2" })]),
    );
    expect(verdict.ok).toBe(true);
    if (!verdict.ok) return;
    expect(parseCanonicalJson(textOf(verdict.bytes) ?? "")).toEqual(verdict.body);
    expect(verdict.body.observables.map((it) => it.value)).toEqual(["gate.malware.example"]);
    expect(verdict.hash).toMatch(/^[\w-]{43}$/);
  });

  it("gives the same bytes whatever the order in which things were found", () => {
    const items = [
      item(),
      item({ id: "i2", value: "a.malware.example" }),
      item({ id: "i3", type: "ipv4", value: "192.0.2.9" }),
    ];
    const forwards = gate(draftOf(items));
    const backwards = gate(draftOf([...items].reverse()));
    expect(forwards.ok && backwards.ok && forwards.hash === backwards.hash).toBe(true);
  });

  it.each<[string, ReviewItem[], Partial<GateDraft>, string[]]>([
    ["nothing to send", [item({ decision: "remove" })], {}, ["empty"]],
    ["no parts at all", [], {}, ["empty"]],
    ["an undecided part", [item(), item({ id: "i2", decision: null })], {}, ["undecided"]],
    ["an unclassified part", [item({ class: null })], {}, ["unclassified"]],
    [
      "what was to be removed, without a reason",
      [item({ proposal: "remove" })],
      {},
      ["reason-needed"],
    ],
    [
      "a value that is not canonical",
      [item({ value: "GATE.malware.example" })],
      {},
      ["field-invalid"],
    ],
    ["an unknown type", [item({ type: "shoe-size" })], {}, ["field-invalid"]],
    ["an unknown role", [item({ role: "friend" })], {}, ["field-invalid"]],
    ["a long note", [note("a ".repeat(26).trim())], {}, ["field-invalid"]],
    ["a note with a hidden character", [note("a\u200bb")], {}, ["field-invalid"]],
    ["a last day in the past", [item()], { today: "2027-01-01" }, ["expired"]],
    ["an own domain", [item({ value: "vpn.ferrocrest.example" })], {}, ["found-own"]],
    ["a look-alike of us", [item({ value: "ferrocrest-login.example" })], {}, ["found-own"]],
    ["an own address", [item({ type: "ipv4", value: "203.0.113.97" })], {}, ["found-own"]],
    ["a secret in a note", [note("They used password: hunter2! for it")], {}, ["found"]],
    ["a person in a note", [note("Dr. Melissa Okafor clicked")], {}, ["found"]],
    [
      "a mail address of ours in a URL",
      [item({ type: "url", value: "http://malware.example/?u=x@ferrocrest.example" })],
      {},
      ["found-own"],
    ],
    [
      "more than fits",
      Array.from({ length: 900 }, (_, at) =>
        item({
          id: `i${at}`,
          type: "url",
          value: `http://malware.example/${"x".repeat(250)}${at}`,
        }),
      ),
      {},
      ["too-large"],
    ],
    [
      "more observables than a report takes",
      Array.from({ length: 1001 }, (_, at) =>
        item({ id: `i${at}`, value: `a${at}.malware.example` }),
      ),
      {},
      ["field-invalid"],
    ],
  ])("stops %s", (_name, items, changes, expected) => {
    expect(codes(gate(draftOf(items, changes)))).toEqual(expected);
  });

  it("lets a person answer for what it found, and tells what was overridden", () => {
    const own = item({ value: "ferrocrest-login.example", proposal: "ask" });
    expect(codes(gate(draftOf([{ ...own, reason: "because" }])))).toEqual(["found-own"]);
    const verdict = gate(draftOf([{ ...own, reason: "It was published by the registrar." }]));
    expect(verdict.ok && verdict.overridden.get("i1")).toEqual(["company-lookalike"]);
  });

  it("lets nothing leave when a detector breaks, and repeats nothing of what broke it", () => {
    const broken: Detector = {
      name: "broken",
      version: 1,
      detect: ({ passage }) => {
        throw new Error(passage.text);
      },
    };
    const verdict = gate(draftOf([item()], { detectors: [broken] }));
    expect(codes(verdict)).toEqual(["detector-failed"]);
    expect(JSON.stringify(verdict)).not.toContain("malware.example");
  });

  it("names no value in what it says", () => {
    const verdict = gate(draftOf([note("Dr. Melissa Okafor of Ferrocrest clicked")]));
    expect(JSON.stringify(verdict)).not.toMatch(/Okafor|Ferrocrest/);
  });
});

const ownNames = [
  "Ferrocrest",
  "Ferrocrest Steel",
  "FCST",
  "CrestBar",
  "Darnell Pickering",
  "Gadston mill",
  "fc-mes-01",
  "vpn.ferrocrest.example",
];

const writings: readonly ((name: string) => string)[] = [
  (name) => name,
  (name) => name.toUpperCase(),
  (name) => name.replaceAll("e", "\u0435").replaceAll("o", "\u043e"),
  (name) => Array.from(name).join(name.length > 6 ? "." : ""),
  (name) => toBase64(utf8(name)),
  (name) => toHex(utf8(name)),
  (name) => toHex(utf8(name)).replace(/(..)/g, "%$1"),
  (name) => toHex(utf8(name)).replace(/(..)/g, "\\x$1"),
  (name) => Array.from(name, (char) => `&#${char.charCodeAt(0)};`).join(""),
  (name) => toBase64(utf8(toBase64(utf8(name)))),
];

describe("for any draft", () => {
  it("no own name leaves in any writing, wherever it stands in a note", () => {
    const word = fc.constantFrom(
      "the",
      "loader",
      "was",
      "seen",
      "on",
      "two",
      "hosts",
      "at",
      "night",
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...ownNames),
        fc.constantFrom(...writings),
        fc.array(word, { maxLength: 5 }),
        fc.array(word, { maxLength: 5 }),
        (name, write, before, after) => {
          const text = [...before, write(name), ...after].join(" ");
          fc.pre(text.length <= 240);
          expect(gate(draftOf([note(text)])).ok).toBe(false);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("no own name leaves in a URL, in any writing that fits one", () => {
    const paths: readonly ((name: string) => string)[] = [
      (name) => `http://malware.example/${encodeURIComponent(name)}`,
      (name) => `http://malware.example/?v=${encodeURIComponent(toBase64(utf8(`u=${name}`)))}`,
      (name) => `http://malware.example/a/${toHex(utf8(name))}/b`,
      (name) => `http://${name.toLowerCase().replace(/[^a-z0-9]+/g, "-")}.malware.example/`,
    ];
    fc.assert(
      fc.property(
        fc.constantFrom("Ferrocrest", "Ferrocrest Steel", "CrestBar"),
        fc.constantFrom(...paths),
        (name, write) => {
          expect(gate(draftOf([item({ type: "url", value: write(name) })])).ok).toBe(false);
        },
      ),
    );
  });

  it("nothing leaves that is undecided, unclassified or was not in the draft", () => {
    const anyItem = fc.record({
      value: fc.integer({ min: 0, max: 999 }).map((at) => `c${at}.malware.example`),
      decision: fc.constantFrom("send" as const, "remove" as const, null),
      class: fc.constantFrom<FieldClass | null>("A", "E", "G", null),
      proposal: fc.constantFrom("send" as const, "remove" as const, "ask" as const),
      reason: fc.constantFrom(null, "", "  ", "seen by three peers"),
    });
    fc.assert(
      fc.property(fc.array(anyItem, { maxLength: 8 }), (parts) => {
        const items = parts.map((part, at) => item({ id: `i${at}`, ...part }));
        const verdict = gate(draftOf(items));
        if (!verdict.ok) {
          expect(verdict.blockers.length).toBeGreaterThan(0);
          return;
        }
        const sendable = items.filter(
          (it) =>
            it.decision === "send" &&
            it.class !== null &&
            (it.proposal !== "remove" || (it.reason ?? "").trim() !== ""),
        );
        expect(items.every((it) => it.decision !== null)).toBe(true);
        expect(verdict.body.observables.map((it) => it.value).sort()).toEqual(
          sendable.map((it) => it.value).sort(),
        );
      }),
    );
  });
});

describe("an own name that is also a word, and that a sentence gives to others", () => {
  const identity = compileIdentity({ ...emptyProfile, names: ["Kestrel", "Mercury", "PDP"] });
  const answer = "Read: it is the vendor's product.";

  it.each([
    "Server: Kestrel, behind a proxy.",
    "The group formerly known as Mercury sent it.",
    "Kestrel is the web server inside .NET.",
    "CVE-2025-55315 in Kestrel, fixed in May.",
    "Their PDP (policy decision point) was down.",
  ])("is no finding in a text, and waits for a person in what leaves: %s", (value) => {
    const inspection = inspect(value, { identity });
    const kinds = inspection.ok ? inspection.detections.map(({ kind }) => kind) : [];
    expect(kinds).not.toContain("company-name");
    expect(codes(gate(draftOf([note(value)], { identity })))).toEqual(["found-own"]);
    expect(gate(draftOf([note(value, { reason: answer })], { identity })).ok).toBe(true);
  });

  it("is no finding as a part of the name of another thing", () => {
    const cobalt = compileIdentity({ ...emptyProfile, names: ["Cobalt"] });
    const named = note("Trend Micro Cobalt 6.2 and a Cobalt beacon were seen.");
    expect(gate(draftOf([named], { identity: cobalt })).ok).toBe(true);
  });
});
