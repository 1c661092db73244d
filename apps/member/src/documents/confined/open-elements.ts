/** The names of the open elements of a page, found and closed at a cost that depth does not raise. */

export interface OpenElements<Held> {
  readonly depth: number;
  readonly top: Held | undefined;
  /** Inside svg or math, where a tag may close itself. */
  readonly foreign: boolean;
  push(name: string, held: Held): void;
  /** Whether one is open this side of the innermost barrier. */
  has(name: string): boolean;
  /** Closes the nearest such element and all inside it; false where none is in reach. */
  close(name: string): boolean;
  /** The same, but only where nothing but text-level elements is between. */
  closeNear(name: string): void;
}

const nearMax = 16;
const marksMax = 64;
const foreignRoots = new Set(["math", "svg"]);

/** An end tag does not reach across these, WHATWG HTML §13.2.4.2. */
const barriers = new Set("applet caption marquee object table td template th".split(" "));
const tableParts = new Set("caption tbody td tfoot th thead tr".split(" "));
const textLevel = new Set(
  "abbr b big code em font i s small span strike strong sub sup tt u".split(" "),
);

export function createOpenElements<Held>(): OpenElements<Held> {
  const open: { readonly name: string; readonly held: Held }[] = [];
  /** How many of each name are open since each barrier, the innermost last. */
  const reach: Map<string, number>[] = [new Map<string, number>()];
  /** The open table parts and barriers, and where they are. */
  const marks: { readonly name: string; readonly at: number }[] = [];
  let foreign = 0;
  const count = (name: string): number => reach.at(-1)?.get(name) ?? 0;
  const add = (name: string, n: number): void => void reach.at(-1)?.set(name, count(name) + n);
  const cutTo = (depth: number): void => {
    while (open.length > depth) {
      const name = open.pop()?.name ?? "";
      if (foreignRoots.has(name)) foreign -= 1;
      if (barriers.has(name) && reach.length > 1) reach.pop();
      if (marks.at(-1)?.at === open.length) marks.pop();
      add(name, -1);
    }
  };
  return {
    get depth() {
      return open.length;
    },
    get top() {
      return open.at(-1)?.held;
    },
    get foreign() {
      return foreign > 0;
    },
    push: (name, held) => {
      add(name, 1);
      if (barriers.has(name) || tableParts.has(name)) marks.push({ name, at: open.length });
      open.push({ name, held });
      if (barriers.has(name)) reach.push(new Map<string, number>());
      if (foreignRoots.has(name)) foreign += 1;
    },
    has: (name) => count(name) > 0,
    close: (name) => {
      if (tableParts.has(name) || barriers.has(name)) {
        const mark = findMark(marks, name);
        if (mark !== undefined) cutTo(mark);
        return mark !== undefined;
      }
      if (count(name) === 0) return false;
      let at = open.length - 1;
      while (open[at]?.name !== name) at -= 1;
      cutTo(at);
      return true;
    },
    closeNear: (name) => {
      if (count(name) === 0) return;
      const from = Math.max(0, open.length - nearMax);
      for (let at = open.length - 1; at >= from; at -= 1) {
        const found = open[at]?.name ?? "";
        if (found === name) cutTo(at);
        if (found === name || !textLevel.has(found)) return;
      }
    },
  };
}

/** Table parts close across the barriers inside their own table, and not beyond it. */
function findMark(
  marks: readonly { readonly name: string; readonly at: number }[],
  name: string,
): number | undefined {
  for (let back = 1; back <= Math.min(marks.length, marksMax); back += 1) {
    const mark = marks[marks.length - back];
    if (mark?.name === name) return mark.at;
    if (mark?.name === "table") return undefined;
  }
  return undefined;
}
