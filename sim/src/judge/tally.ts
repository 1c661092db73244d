/**
 * How well an adversary guesses. For every report it gives each member a score; what counts is where the
 * true author stands: the share of the others below it (ties count half), whether it stands alone at
 * the top, and how many share the top. No knowledge at all is an AUC of one half.
 */

export interface Score {
  readonly reports: number;
  /** Mean over all reports, and the standard error of that mean. */
  readonly auc: number;
  readonly error: number;
  /** Expected share of reports whose author a guess among the top set names. */
  readonly top1: number;
  /** Median number of members who share the highest score. */
  readonly topSet: number;
}

export class Tally {
  readonly #aucs: number[] = [];
  readonly #hits: number[] = [];
  readonly #sets: number[] = [];

  /** `scores` of all members, in the order of the roster. */
  add(scores: ArrayLike<number>, author: number): void {
    const own = scores[author];
    if (own === undefined || scores.length < 2) throw new RangeError("author outside the roster");
    let below = 0;
    let ties = 0;
    let best = Number.NEGATIVE_INFINITY;
    let atBest = 0;
    for (let member = 0; member < scores.length; member += 1) {
      const score = scores[member] ?? 0;
      if (score > best) [best, atBest] = [score, 1];
      else if (score === best) atBest += 1;
      if (member === author) continue;
      if (score < own) below += 1;
      else if (score === own) ties += 1;
    }
    this.#aucs.push((below + ties / 2) / (scores.length - 1));
    this.#hits.push(own === best ? 1 / atBest : 0);
    this.#sets.push(atBest);
  }

  score(): Score {
    const reports = this.#aucs.length;
    const auc = mean(this.#aucs);
    const variance = mean(this.#aucs.map((it) => (it - auc) ** 2));
    return {
      reports,
      auc,
      error: Math.sqrt(variance / Math.max(1, reports - 1)),
      top1: mean(this.#hits),
      topSet: median(this.#sets),
    };
  }
}

export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, it) => sum + it, 0) / values.length;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}
