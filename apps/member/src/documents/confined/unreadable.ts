/** Why a parser gave up. Only the word crosses to the member node, never text of the file. */

export const unreadableWhys = ["damaged", "encrypted", "limit", "unsupported"] as const;

export type UnreadableWhy = (typeof unreadableWhys)[number];

export class Unreadable extends Error {
  readonly why: UnreadableWhy;

  constructor(why: UnreadableWhy, cause?: unknown) {
    super(why, { cause });
    this.name = "Unreadable";
    this.why = why;
  }
}
