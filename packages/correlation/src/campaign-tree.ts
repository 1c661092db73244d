/**
 * How a pile of incidents grows together: links are taken strongest first, and two campaigns become
 * one when a good part of both is tied. What is kept of each merger is its height, so that any two
 * incidents can be asked how strong the weakest step between them is. No step looks at all pairs.
 */

/** Links of which incidents it takes before two campaigns become one: a part of the smaller one. */
const mergePart = 4;

export interface TreeLink {
  readonly a: number;
  readonly b: number;
  readonly odds: number;
}

/** The incidents on both sides of what is not yet one campaign. */
type Bond = Map<number, Set<number>>;

interface Grown {
  readonly members: number[];
  readonly bonds: Map<number, Bond>;
}

export class CampaignTree {
  readonly #parents: Int32Array;
  /** At which odds the root went below its parent. */
  readonly #heights: Float64Array;
  readonly #sizes: Int32Array;
  readonly #grown: Grown[];
  readonly #onMerge: (a: readonly number[], b: readonly number[], height: number) => void;

  /** `onMerge` learns of each merger before it happens. */
  constructor(
    count: number,
    onMerge: (a: readonly number[], b: readonly number[], height: number) => void = () => undefined,
  ) {
    this.#parents = Int32Array.from({ length: count }, (_, at) => at);
    this.#heights = new Float64Array(count).fill(-Infinity);
    this.#sizes = new Int32Array(count).fill(1);
    this.#grown = Array.from({ length: count }, (_, at) => ({ members: [at], bonds: new Map() }));
    this.#onMerge = onMerge;
  }

  /** Links come in falling order of their odds. */
  add({ a, b, odds }: TreeLink): void {
    const first = this.rootOf(a);
    const second = this.rootOf(b);
    if (first === second) return;
    const bond = this.#bondOf(first, second);
    bond.get(first)?.add(a);
    bond.get(second)?.add(b);
    if (this.#isTied(first, second, bond)) this.#merge(first, second, odds);
  }

  /** Of now. */
  rootOf(report: number): number {
    let at = report;
    for (;;) {
      const parent = this.#parents[at] ?? at;
      if (parent === at) return at;
      at = parent;
    }
  }

  sizeOf(report: number): number {
    return this.#sizes[this.rootOf(report)] ?? 1;
  }

  membersOf(root: number): readonly number[] {
    return this.#grown[root]?.members ?? [];
  }

  /** The odds at which both came into one campaign; undefined where they are in two. */
  heightOf(a: number, b: number): number | undefined {
    const above = new Map<number, number>();
    let lowest = Infinity;
    for (let at = a; ;) {
      above.set(at, lowest);
      const parent = this.#parents[at] ?? at;
      if (parent === at) break;
      lowest = Math.min(lowest, this.#heights[at] ?? -Infinity);
      at = parent;
    }
    lowest = Infinity;
    for (let at = b; ;) {
      const other = above.get(at);
      if (other !== undefined) return Math.min(other, lowest);
      const parent = this.#parents[at] ?? at;
      if (parent === at) return undefined;
      lowest = Math.min(lowest, this.#heights[at] ?? -Infinity);
      at = parent;
    }
  }

  #bondOf(first: number, second: number): Bond {
    const bonds = this.#grown[first]?.bonds;
    const known = bonds?.get(second);
    if (known !== undefined) return known;
    const bond: Bond = new Map([
      [first, new Set<number>()],
      [second, new Set<number>()],
    ]);
    bonds?.set(second, bond);
    this.#grown[second]?.bonds.set(first, bond);
    return bond;
  }

  #isTied(first: number, second: number, bond: Bond): boolean {
    const smaller = Math.min(this.#sizes[first] ?? 1, this.#sizes[second] ?? 1);
    const needed = Math.ceil(smaller / mergePart);
    return (bond.get(first)?.size ?? 0) >= needed && (bond.get(second)?.size ?? 0) >= needed;
  }

  /** A merger can complete others: what was tied to either is now tied to both. */
  #merge(first: number, second: number, height: number): void {
    const waiting: [number, number][] = [[first, second]];
    for (;;) {
      const next = waiting.pop();
      if (next === undefined) return;
      const [one, other] = next.map((it) => this.rootOf(it));
      if (one === undefined || other === undefined || one === other) continue;
      const { root, carried } = this.#unite(one, other, height);
      for (const near of carried) {
        if (this.#isTied(root, near, this.#bondOf(root, near))) waiting.push([root, near]);
      }
    }
  }

  #unite(first: number, second: number, height: number): { root: number; carried: number[] } {
    const isFirst = (this.#sizes[first] ?? 1) >= (this.#sizes[second] ?? 1);
    const [root, from] = isFirst ? [first, second] : [second, first];
    const into = this.#grown[root] ?? nobody();
    const gone = this.#grown[from] ?? nobody();
    this.#onMerge(into.members, gone.members, height);
    this.#parents[from] = root;
    this.#heights[from] = height;
    this.#sizes[root] = (this.#sizes[root] ?? 1) + (this.#sizes[from] ?? 1);
    for (const member of gone.members) into.members.push(member);
    into.bonds.delete(from);
    const carried = [...gone.bonds.keys()].filter((near) => near !== root);
    for (const near of carried) {
      this.#carry(gone.bonds.get(near) ?? new Map<number, Set<number>>(), { from, root, near });
    }
    this.#grown[from] = nobody();
    return { root, carried };
  }

  /** What tied `from` to `near` ties `root` to it. */
  #carry(bond: Bond, { from, root, near }: { from: number; root: number; near: number }): void {
    const nearBonds = this.#grown[near]?.bonds;
    nearBonds?.delete(from);
    const known = this.#grown[root]?.bonds.get(near);
    const own = bond.get(from) ?? new Set<number>();
    const theirs = bond.get(near) ?? new Set<number>();
    const united: Bond = new Map([
      [root, unitedSet(known?.get(root), own)],
      [near, unitedSet(known?.get(near), theirs)],
    ]);
    this.#grown[root]?.bonds.set(near, united);
    nearBonds?.set(root, united);
  }
}

function nobody(): Grown {
  return { members: [], bonds: new Map() };
}

/** The smaller goes into the larger, so that no incident is moved often. */
function unitedSet(a: Set<number> | undefined, b: Set<number>): Set<number> {
  const [large, small] = a === undefined || a.size < b.size ? [b, a ?? []] : [a, b];
  for (const it of small) large.add(it);
  return large;
}
