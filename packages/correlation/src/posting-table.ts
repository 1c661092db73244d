/**
 * From a feature to how many reports have it and, while they are few, which. Open addressing in
 * typed arrays: 16 bytes a slot, 8 more for each report after the first. A feature that many
 * reports have keeps its count alone: it ties nobody, and costs nothing.
 */

/** Reports kept for one feature. */
export const postingsMax = 64;

const none = -1;
const many = -2;

export class PostingTable {
  #ids = new Uint32Array(1024);
  #places = new Uint32Array(1024);
  #counts = new Uint32Array(1024);
  /** none, many, the only report as -3 - report, or the place of a chain. */
  #heads = new Int32Array(1024).fill(none);
  #used = 0;
  #chainReports = new Uint32Array(1024);
  #chainNext = new Int32Array(1024);
  #chained = 0;
  #free = none;

  get bytes(): number {
    return this.#ids.length * 16 + this.#chainReports.length * 8;
  }

  count(id: number, place: number): number {
    return this.#counts[this.#slotOf(id, place)] ?? 0;
  }

  /** Calls for each report that has the feature; for none where too many have. */
  each(id: number, place: number, visit: (report: number) => void): void {
    let head = this.#heads[this.#slotOf(id, place)] ?? none;
    if (head <= -3) visit(-3 - head);
    while (head >= 0) {
      visit(this.#chainReports[head] ?? 0);
      head = this.#chainNext[head] ?? none;
    }
  }

  /**
   * `keep` is false for habits, which are only counted. `counts` is asked where a list is already
   * there whether one more counts.
   */
  add(
    id: number,
    place: number,
    report: number,
    keep: boolean,
    counts?: (id: number, having: readonly number[]) => boolean,
  ): void {
    if ((this.#used + 1) * 4 > this.#ids.length * 3) this.#grow();
    const slot = this.#slotOf(id, place);
    const count = this.#counts[slot] ?? 0;
    const isListed = keep && (this.#heads[slot] ?? none) >= 0;
    if (isListed && counts?.(id, this.#listed(slot)) === false) return;
    if (count === 0) {
      this.#used += 1;
      this.#ids[slot] = id;
      this.#places[slot] = place;
    }
    const head = this.#heads[slot] ?? none;
    // All who had it were withdrawn: the slot still says one.
    const isLeft = keep && count === 1 && head === none;
    this.#counts[slot] = isLeft ? 1 : count + 1;
    if (!keep || head === many) this.#heads[slot] = many;
    else if (count >= postingsMax) this.#drop(slot, head);
    else if (head === none) this.#heads[slot] = -3 - report;
    else {
      const after = head <= -3 ? this.#chain(-3 - head, none) : head;
      this.#heads[slot] = this.#chain(report, after);
    }
  }

  /** A withdrawn report: its share of the count goes, its place in the list as well. */
  remove(id: number, place: number, report: number): void {
    const slot = this.#slotOf(id, place);
    const head = this.#heads[slot] ?? none;
    if (head >= 0) this.#unlist(slot, head, report);
    else if (head === -3 - report) {
      this.#heads[slot] = none;
      this.#countDown(slot);
    } else if (head === many) this.#countDown(slot);
  }

  /** A slot that was used stays so: others may stand behind it. */
  #countDown(slot: number): void {
    const count = this.#counts[slot] ?? 0;
    if (count > 1) this.#counts[slot] = count - 1;
  }

  /** Who is not listed where a list is kept was not counted. */
  #unlist(slot: number, head: number, report: number): void {
    const listed = this.#listed(slot);
    const kept = listed.filter((other) => other !== report);
    if (kept.length === listed.length) return;
    this.#countDown(slot);
    this.#release(head);
    this.#heads[slot] = kept.reduceRight((next, other) => this.#chain(other, next), none);
  }

  #listed(slot: number): number[] {
    const listed: number[] = [];
    for (let at = this.#heads[slot] ?? none; at >= 0; at = this.#chainNext[at] ?? none) {
      listed.push(this.#chainReports[at] ?? 0);
    }
    return listed;
  }

  #drop(slot: number, head: number): void {
    if (head >= 0) this.#release(head);
    this.#heads[slot] = many;
  }

  #release(head: number): void {
    let last = head;
    while ((this.#chainNext[last] ?? none) >= 0) last = this.#chainNext[last] ?? none;
    this.#chainNext[last] = this.#free;
    this.#free = head;
  }

  #chain(report: number, next: number): number {
    let at = this.#free;
    if (at === none) {
      at = this.#chained;
      this.#chained += 1;
      if (at === this.#chainReports.length) this.#lengthen();
    } else this.#free = this.#chainNext[at] ?? none;
    this.#chainReports[at] = report;
    this.#chainNext[at] = next;
    return at;
  }

  #lengthen(): void {
    const length = Math.ceil(this.#chainReports.length * 1.5);
    const reports = new Uint32Array(length);
    reports.set(this.#chainReports);
    const next = new Int32Array(length);
    next.set(this.#chainNext);
    this.#chainReports = reports;
    this.#chainNext = next;
  }

  /** The slot of the feature, or the empty one where it would be. */
  #slotOf(id: number, place: number): number {
    const length = this.#ids.length;
    let slot = place % length;
    while (
      (this.#counts[slot] ?? 0) !== 0 &&
      (this.#ids[slot] !== id || this.#places[slot] !== place)
    ) {
      slot = slot + 1 === length ? 0 : slot + 1;
    }
    return slot;
  }

  #grow(): void {
    const before = {
      ids: this.#ids,
      places: this.#places,
      counts: this.#counts,
      heads: this.#heads,
    };
    const length = Math.ceil(before.ids.length * growth);
    this.#ids = new Uint32Array(length);
    this.#places = new Uint32Array(length);
    this.#counts = new Uint32Array(length);
    this.#heads = new Int32Array(length).fill(none);
    for (let old = 0; old < before.ids.length; old += 1) {
      const count = before.counts[old] ?? 0;
      if (count === 0) continue;
      const id = before.ids[old] ?? 0;
      const place = before.places[old] ?? 0;
      const slot = this.#slotOf(id, place);
      this.#ids[slot] = id;
      this.#places[slot] = place;
      this.#counts[slot] = count;
      this.#heads[slot] = before.heads[old] ?? none;
    }
  }
}

const growth = 1.5;
