/**
 * A plain classifier of authors: naive Bayes over words, pairs of words and points. Words of the matter are
 * taken out where told, so that it knows an author by how and not by what is written.
 */

/** Words that have no matter of their own. */
const small = new Set(
  `a about after again all also although an and any are as at be because been before being but by can could
   did do does during each for from had has have having he her here his how however i if in into is it its
   itself like may might more most must no not now of on once one only or other our out over own same she
   should since so some such than that the their them then there these they this those through to too under
   until up upon used uses using very was we were what when where which while who will with within without
   would you your`.split(/\s+/),
);

function featuresOf(text: string, styleOnly: boolean): string[] {
  const tokens = text.match(/[\p{L}\p{N}']+|[^\s\p{L}\p{N}]/gu) ?? [];
  const shaped = tokens.map((it) => (styleOnly ? shapeOf(it) : it));
  const pairs = shaped.slice(1).map((it, at) => `${shaped[at] ?? ""} ${it}`);
  return [...shaped, ...pairs];
}

function shapeOf(token: string): string {
  const word = token.toLowerCase();
  if (small.has(word) || !/[\p{L}\p{N}]/u.test(token)) return word;
  const ending = /(?:ed|ing|ly|s|ise|ize|tion)$/.exec(word)?.[0] ?? "";
  return `${/^\p{N}/u.test(token) ? "0" : /^\p{Lu}/u.test(token) ? "X" : "x"}${ending}`;
}

export class StyleClassifier {
  readonly #counts: Map<string, number>[];
  readonly #totals: number[];
  readonly #vocabulary = new Set<string>();
  readonly #styleOnly: boolean;

  /** Texts that are known to be of each author. */
  constructor(known: readonly (readonly string[])[], styleOnly: boolean) {
    this.#styleOnly = styleOnly;
    this.#counts = known.map((texts) => {
      const counts = new Map<string, number>();
      for (const feature of texts.flatMap((it) => featuresOf(it, styleOnly))) {
        counts.set(feature, (counts.get(feature) ?? 0) + 1);
        this.#vocabulary.add(feature);
      }
      return counts;
    });
    this.#totals = this.#counts.map((own) => [...own.values()].reduce((sum, it) => sum + it, 0));
  }

  /** Log likelihood of the text for each author; add-half smoothing. */
  scores(text: string): number[] {
    const features = featuresOf(text, this.#styleOnly).filter((it) => this.#vocabulary.has(it));
    return this.#counts.map((counts, author) => {
      const whole = (this.#totals[author] ?? 0) + this.#vocabulary.size / 2;
      return features.reduce((sum, it) => sum + Math.log(((counts.get(it) ?? 0) + 0.5) / whole), 0);
    });
  }
}
