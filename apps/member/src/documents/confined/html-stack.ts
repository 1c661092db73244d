/** The open elements of a page and what each says about being seen. */

import { blends, type Colour, white } from "./colour.ts";
import type { Look } from "./css.ts";
import { createOpenElements, type OpenElements } from "./open-elements.ts";
import { Unreadable } from "./unreadable.ts";

/** What holds for text inside an element. */
export interface Shown {
  readonly visible: boolean;
  /** White space counts, as in `pre`. */
  readonly exact: boolean;
  readonly gone: boolean;
  readonly invisible: boolean;
  readonly colour: Colour;
  readonly behind: Colour | "unknown";
  readonly sizePx: number;
}

export interface ElementStack extends Omit<OpenElements<Shown>, "push" | "top"> {
  readonly top: Shown;
  /** What would hold inside an element that is not opened. */
  next(look: Look): Shown;
  push(name: string, look: Look): void;
}

/** Deeper than any browser shows. */
const nestingMax = 50_000;
const sizePxMin = 2;
const exactElements = new Set(["listing", "plaintext", "pre", "textarea", "xmp"]);

const page: Shown = {
  visible: true,
  exact: false,
  gone: false,
  invisible: false,
  colour: 0,
  behind: white,
  sizePx: 16,
};

export function createElementStack(): ElementStack {
  const open = createOpenElements<Shown>();
  return {
    get top() {
      return open.top ?? page;
    },
    get depth() {
      return open.depth;
    },
    get foreign() {
      return open.foreign;
    },
    next: (look) => inherit(open.top ?? page, look, ""),
    push: (name, look) => {
      if (open.depth >= nestingMax) throw new Unreadable("limit");
      open.push(name, inherit(open.top ?? page, look, name));
    },
    has: (name) => open.has(name),
    close: (name) => open.close(name),
    closeNear: (name) => open.closeNear(name),
  };
}

function inherit(parent: Shown, look: Look, name: string): Shown {
  const exact = parent.exact || exactElements.has(name);
  if (exact === parent.exact && Object.keys(look).length === 0) return parent;
  const gone = parent.gone || look.gone === true;
  const invisible = look.invisible ?? parent.invisible;
  const colour = look.colour ?? parent.colour;
  const behind = look.behind ?? parent.behind;
  const { size } = look;
  let { sizePx } = parent;
  if (size !== undefined) sizePx = "px" in size ? size.px : parent.sizePx * size.share;
  const lost = behind !== "unknown" && blends(colour, behind);
  return {
    visible: !gone && !invisible && !lost && sizePx >= sizePxMin,
    exact,
    gone,
    invisible,
    colour,
    behind,
    sizePx,
  };
}
