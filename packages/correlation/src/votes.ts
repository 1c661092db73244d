/** What people say of two reports: few log-odds a vote, and few votes of one class, so that none decides for all. */

export interface Vote {
  /** What the vote was paid with; a token votes once, its last word counts. */
  readonly token: string;
  /** The class of the token. */
  readonly group: string;
  readonly a: number;
  readonly b: number;
  readonly same: boolean;
}

/** Votes of one class that say the same, at least so many. */
export interface VoteCount {
  readonly group: string;
  readonly same: boolean;
  readonly votes: number;
}

/**
 * Log-odds of one vote, of all votes of one class, and of all together. Two reports that share nothing stand at -3:
 * what one class says does not tie them, whatever its number.
 */
const perVote = 2;
const perGroupMax = 3;
const allMax = 8;

export function oddsOfVotes(counts: Iterable<VoteCount>): number {
  const groups = new Map<string, number>();
  for (const { group, same, votes } of counts) {
    groups.set(group, (groups.get(group) ?? 0) + (same ? votes : -votes) * perVote);
  }
  const sum = [...groups.values()].reduce((all, odds) => all + clamp(odds, perGroupMax), 0);
  return clamp(sum, allMax);
}

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
    const tokens = [...(this.#byPair.get(pairOf({ a, b })) ?? [])];
    const votes = tokens.flatMap((token) => this.#byToken.get(token) ?? []);
    return oddsOfVotes(votes.map(({ group, same }) => ({ group, same, votes: 1 })));
  }
}

function pairOf({ a, b }: Pick<Vote, "a" | "b">): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`;
}

function clamp(value: number, max: number): number {
  return Math.max(-max, Math.min(max, value));
}
