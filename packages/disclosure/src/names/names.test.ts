import { describe, expect, it } from "vitest";
import { compileIdentity } from "../identity/company-identity.ts";
import { emptyProfile } from "../identity/empty-profile.ts";
import { inspect } from "../inspect.ts";
import { foundIn } from "../testing.ts";
import { readPassage } from "../text/passage.ts";
import { hashOf } from "../text/word-hash.ts";
import { wordsOf } from "../text/words.ts";
import { nameClasses } from "./name-classes.ts";
import { builtInModels, parseModels } from "./name-models.ts";
import { packWeights, parseWeights } from "./packed-weights.ts";
import { talkFrom, talkOdds } from "./register.ts";
import { foldsApart, inSmallLetters, readNamedTexts, renamed } from "./training/corpus.ts";
import { trainModels } from "./training/models.ts";
import { diceOf } from "./training/train.ts";
import { familyOf, givenOf, spokenOf } from "./word-class.ts";
import { signsOf } from "./word-signs.ts";

const oddsOfTalk = (text: string): number => {
  const passage = readPassage(text);
  return talkOdds(signsOf(passage, wordsOf(passage)), builtInModels().talk);
};

describe("names in talk", () => {
  it.each([
    ["omg i love kevin hart so much lol", "kevin hart"],
    ["why is jessica always late haha", "jessica"],
    ["Where is Kishan ? ? i miss him 😭", "Kishan"],
  ])("are held in %j: %j", (text, name) => {
    expect(foundIn(text)).toContain(`person: ${name} ?`);
  });

  it("are not looked for where attacks are spoken of", () => {
    expect(foundIn("omg kishan saw the phishing link and the loader ran lol")).toEqual([]);
  });

  it.each([
    ["lol that video is so funny 😂 😂 i love it", true],
    ["We sell it at 685.25 a ton, and Velmont pays in 60 days.", false],
    ["The actor moved laterally and dumped credentials from the domain controller.", false],
  ])("%j is talk: %j", (text, isTalk) => {
    expect(oddsOfTalk(text) > talkFrom.surely).toBe(isTalk);
  });

  it("quieten what is private or business only where nobody could mean ours", () => {
    const text = "lol my kids watched that movie 3 times omg 😂";
    const identity = compileIdentity(emptyProfile);
    expect(inspect(text, { identity })).toEqual({ ok: true, detections: [] });
    expect(foundIn(text)).not.toEqual([]);
  });
});

describe("classes of names", () => {
  it("know common names from common words", () => {
    const classOf = (word: string): number => nameClasses().get(hashOf(word));
    const parts = (word: string): number[] =>
      [givenOf, familyOf, spokenOf].map((of) => of(classOf(word)));
    expect(parts("jessica")).toEqual([7, 0, 0]);
    expect(parts("the")).toEqual([0, 0, 7]);
    expect(classOf("qzxjv")).toBe(0);
  });
});

describe("packed weights", () => {
  it("come back within half a step", () => {
    const weights = Float32Array.of(0, 0.5, -1.27, 0.004);
    const packed = parseWeights(packWeights(weights), 4);
    for (const [at, weight] of weights.entries()) {
      expect((packed?.steps[at] ?? NaN) * (packed?.step ?? NaN)).toBeCloseTo(weight, 2);
    }
  });

  it.each([
    ["nothing", undefined],
    ["a step of 0", { step: 0, weights: "AAAA" }],
    ["a weight too few", { step: 0.1, weights: "AAA=" }],
    ["no text", { step: 0.1, weights: 3 }],
  ])("are refused with %s", (_, value) => {
    expect(parseWeights(value, 3)).toBeUndefined();
    expect(parseModels({ names: value, talk: value })).toBeUndefined();
  });
});

describe("what the models are made from", () => {
  const lines = [
    { text: "😀 I met Mary Ann", spans: [{ start: 8, end: 16, type: "person" }] },
    { text: "mary left", spans: [{ start: 0, end: 4, type: "PERSON" }] },
    { text: "Paris is big", spans: [{ start: 0, end: 5, type: "location" }] },
  ];
  const texts = readNamedTexts(lines.map((line) => JSON.stringify(line)).join("\n"));

  it("keeps people alone, by UTF-16 offsets", () => {
    const people = texts.map((it) => it.people.map(({ start, end }) => it.text.slice(start, end)));
    expect(people).toEqual([["Mary Ann"], ["mary"], []]);
  });

  it("comes back with other people, written alike", () => {
    const names = { given: ["zoe"], family: ["van dam"] };
    const others = texts.slice(0, 2).map((text) => renamed(text, names, diceOf(4)).text);
    expect(others[0]).toBe("😀 I met Zoe Van Dam");
    expect(others[1]).toMatch(/^(?:zoe|van dam) left$/);
    expect(inSmallLetters(texts[0] ?? { text: "", people: [] })?.text).toBe("😀 i met mary ann");
  });

  it("is judged apart: no name is in two parts", () => {
    const [first, second, third] = foldsApart(texts, 2);
    expect(first).toBe(second);
    expect(third).not.toBe(first);
  });

  it("gives the same weights again, which know what they were told", () => {
    const sources = { chat: texts, everyday: [], reports: ["The loader beacons to a server."] };
    const packed = trainModels(sources);
    expect(trainModels(sources)).toEqual(packed);
    expect(parseModels(packed)).toBeDefined();
  });
});
