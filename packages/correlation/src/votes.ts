/** Corrections by people: few log-odds a vote, and few votes of one class, so that none decides alone for all. */

export interface Vote {
  /** What the vote was paid with; a token votes once, its last word counts. */
  readonly token: string;
  /** The class of the token. */
  readonly group: string;
  readonly a: number;
  readonly b: number;
  readonly same: boolean;
}

/** Log-odds of one vote, of all votes of one class, and of all together. */
const perVote = 2;
const perGroupMax = 4;
const allMax = 8;

export class Votes {
  readonly #byToken = new Map<string, Vote>();
  readonly #byPair = new Map<string, Set<string>>();

  set(vote: Vote): void {
    this.delete(vote.token);
    this.#byToken.set(vote.token, vote);
    const tokens = this.#byPair.get(pairOf(vote)) ?? new Set<string>();
    tokens.add(vote.token);
    this.#byPair.set(pairOf(vote), tokens);
  }

  delete(token: string): Vote | undefined {
    const vote = this.#byToken.get(token);
    if (vote === undefined) return undefined;
    this.#byToken.delete(token);
    this.#byPair.get(pairOf(vote))?.delete(token);
    return vote;
  }

  odds(a: number, b: number): number {
    const groups = new Map<string, number>();
    for (const token of this.#byPair.get(pairOf({ a, b })) ?? []) {
      const vote = this.#byToken.get(token);
      if (vote === undefined) continue;
      groups.set(vote.group, (groups.get(vote.group) ?? 0) + (vote.same ? perVote : -perVote));
    }
    const sum = [...groups.values()].reduce((all, odds) => all + clamp(odds, perGroupMax), 0);
    return clamp(sum, allMax);
  }
}

function pairOf({ a, b }: Pick<Vote, "a" | "b">): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`;
}

function clamp(value: number, max: number): number {
  return Math.max(-max, Math.min(max, value));
}
