/**
 * Invented writers: each has habits of its own in words, spelling and points, and keeps to them mostly. How
 * mostly is set so that notes of 25 words by ten of them are told apart about as often as those of real
 * people are by plain classifiers, 20 to 38 % of the time. PROTOCOL §6.
 */

import { Seeded } from "../seeded.ts";

/** How often a writer does as it is used to. */
const keepsHabit = 0.17;

const choices = {
  subject: ["We", "Our team", "The desk", "Analysts here", "Staff", "I"],
  saw: ["saw", "observed", "noticed", "found", "detected", "came across"],
  thing: ["a loader", "one loader", "the loader", "some loader", "a dropper", "malware"],
  on: ["on", "upon", "inside", "within", "at"],
  host: ["two servers", "a couple of hosts", "several machines", "2 boxes", "some endpoints"],
  then: [", then", " and then", "; after that", ". Later", " - next", ", after which"],
  did: ["it contacted", "it called out to", "traffic went to", "it beaconed to", "it spoke with"],
  place: ["its controller", "the C2", "a c2 server", "the command server", "control"],
  how: ["over HTTPS", "via https", "using HTTPS", "by TLS", "on port 443", "through 443"],
  effect: [
    "which we blocked",
    "this was blocked",
    "we've blocked it",
    "now blocked",
    "block in place",
  ],
  also: ["Also", "In addition", "Furthermore", "Besides", "Additionally", "Moreover"],
  mail: ["e-mail", "email", "mail", "phishing mail", "a message"],
  time: ["overnight", "during the night", "at night", "before dawn", "in the small hours"],
  word: ["organisation", "organization", "company", "business", "firm"],
  spelled: ["recognised", "recognized", "known", "seen before", "familiar"],
  hedge: ["probably", "likely", "perhaps", "it seems", "apparently", "we believe"],
} as const;

type Habit = keyof typeof choices;
const habits = Object.keys(choices) as Habit[];

/** Sentences with a place for each habit. */
const sentences: readonly (readonly string[])[] = [
  [
    "subject",
    " ",
    "saw",
    " ",
    "thing",
    " ",
    "on",
    " ",
    "host",
    "then",
    " ",
    "did",
    " ",
    "place",
    ".",
  ],
  ["also", ", ", "mail", " came ", "time", " ", "how", "."],
  ["hedge", " the ", "word", " was ", "spelled", ", ", "effect", "."],
  ["thing", " arrived by ", "mail", ", ", "effect", "."],
  ["time", " ", "subject", " ", "saw", " that ", "did", " ", "place", " ", "how", "."],
  ["also", " ", "hedge", " ", "spelled", " ", "on", " the ", "word", "."],
];

export class Writer {
  readonly #own: ReadonlyMap<Habit, string>;

  constructor(seed: number, index: number) {
    const random = new Seeded(seed, `writer ${index}`);
    this.#own = new Map(habits.map((habit) => [habit, random.pick(choices[habit])]));
  }

  /** About so many words. */
  text(words: number, random: Seeded): string {
    const said: string[] = [];
    while (said.join(" ").split(/\s+/).length < words) said.push(this.#sentence(random));
    return said.join(" ").split(/\s+/).slice(0, words).join(" ");
  }

  #sentence(random: Seeded): string {
    return random
      .pick(sentences)
      .map((part) => (isHabit(part) ? this.#word(part, random) : part))
      .join("");
  }

  #word(habit: Habit, random: Seeded): string {
    const own = random.chance(keepsHabit) ? this.#own.get(habit) : undefined;
    return own ?? random.pick(choices[habit]);
  }
}

function isHabit(part: string): part is Habit {
  return part in choices;
}
