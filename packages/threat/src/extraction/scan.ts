/**
 * The state of one pass over one text. Readers move forward only; `floor` and the `…From` marks
 * keep a failed reader from being tried on the same characters again, so that the time is linear.
 */

import { unitsOf } from "@tocsin/kernel/units";
import { benignOf } from "../benign/benign.ts";
import { canonicalise, type ObservableType } from "../observables/observable-types.ts";
import type { WordEntry } from "../names/vocabulary.ts";
import { Chain } from "./chains.ts";
import { cleanText } from "./clean-text.ts";
import {
  type Benign,
  contextCharsMax,
  type ExtractOptions,
  type Observation,
  type ReadDecoded,
} from "./observation.ts";

const topicCharsMax = 400;
const namesReach = 120;
const nowhere = -2 * topicCharsMax;
const knownBenignMax = 8192;
const lineFeed = 10;
const unlisted: Benign = { effect: "weak", list: "", why: "" };

/** A word and what it means, remembered for the words that follow. */
export interface Cue {
  entry: WordEntry | undefined;
  end: number;
}

export class Scan {
  readonly text: string;
  /** UTF-16 units of `text`: where each is looked at, numbers cost a third of what a string does. */
  readonly codes: Uint16Array;
  readonly found: Observation[] = [];
  /** Is each behind the one before? */
  isOrdered = true;
  readonly types: ReadonlySet<ObservableType> | undefined;
  readonly nested: boolean;
  readonly withBenign: boolean;
  /** How many texts this one was decoded from. */
  readonly depth: number;
  /** Characters before this belong to something that was found. */
  floor = 0;
  /** Labels before this are part of a dotted run that was looked at. */
  chainFrom = 0;
  yaraFrom = 0;
  sigmaFrom = 0;
  colonFrom = 0;
  encodedFrom = 0;
  /** Until here the text is one run that a `cpe:` or `arn:` did not make a value of. */
  prefixedFrom = 0;
  /** The dotted run that is being read, and that of a host behind a scheme or an at sign. */
  readonly chain = new Chain();
  readonly hostChain = new Chain();
  /** Until here the text is inside a rule, where names of files and programs are patterns. */
  ruleUntil = 0;
  networkTopic = nowhere;
  fileTopic = nowhere;
  attackTopic = nowhere;
  /** Where the last name of a file began. */
  fileFound = nowhere;
  /** Where the last version ended. */
  versionEnd = nowhere;
  nameTopic = nowhere;
  /** The last name that was encoded: that takes long enough not to do it twice. */
  canonicalName = "";
  /** The line of what was found last. */
  private lineStart = 0;
  private lineEnd = -1;
  private readonly knownBenign = new Map<string, Benign>();
  readonly lastCue: Cue = { entry: undefined, end: -1 };
  readonly lastLabel: Cue = { entry: undefined, end: -1 };

  readonly readDecoded: ReadDecoded;

  constructor(text: string, options: ExtractOptions, depth: number, readDecoded: ReadDecoded) {
    this.text = text;
    this.codes = unitsOf(text);
    this.readDecoded = readDecoded;
    this.types = options.types;
    this.nested = options.nested ?? false;
    this.withBenign = options.benign ?? true;
    this.depth = depth;
  }

  wants(type: ObservableType): boolean {
    return this.types === undefined || this.types.has(type);
  }

  /** Records a value that people gave the form: not one that has no canonical form. */
  addChecked(type: ObservableType, value: string, start: number, end: number): void {
    const clean = isAscii(value) ? value : cleanText(value);
    if (canonicalise(type, clean) !== undefined) this.add(type, clean, start, end, false);
  }

  /** Records an observation; `value` is refanged. */
  add(
    type: ObservableType,
    value: string,
    start: number,
    end: number,
    defanged: boolean,
    port = 0,
  ): void {
    if (this.types !== undefined && !this.types.has(type)) return;
    const { text } = this;
    const last = this.found.at(-1);
    if (last !== undefined && byPlace(last, { start, end }) > 0) this.isOrdered = false;
    const benign = this.withBenign ? this.benign(type, value) : undefined;
    const raw = text.slice(start, end);
    const context = this.contextOf(start, end);
    if (benign === undefined) {
      this.found.push(
        port === 0
          ? { type, value, start, end, raw, defanged, context }
          : { type, value, start, end, raw, defanged, context, port },
      );
    } else {
      this.found.push(
        port === 0
          ? { type, value, start, end, raw, defanged, context, benign }
          : { type, value, start, end, raw, defanged, context, port, benign },
      );
    }
  }

  /** The line is found once for all that is on it. */
  private contextOf(start: number, end: number): string {
    const { text, codes } = this;
    if (start < this.lineStart || end > this.lineEnd) {
      let from = start;
      while (from > 0 && codes[from - 1] !== lineFeed) from -= 1;
      let to = start;
      while (to < codes.length && codes[to] !== lineFeed) to += 1;
      this.lineStart = from;
      this.lineEnd = to;
      if (this.lineEnd < end) return this.contextOfLines(start, end);
    }
    return text.slice(
      Math.max(this.lineStart, start - contextCharsMax),
      Math.min(this.lineEnd, end + contextCharsMax),
    );
  }

  /** What is on several lines has the line that it begins on and the line that it ends on. */
  private contextOfLines(start: number, end: number): string {
    const { text, lineStart } = this;
    const newline = text.indexOf("\n", end);
    this.lineEnd = -1;
    return text.slice(
      Math.max(lineStart, start - contextCharsMax),
      Math.min(newline < 0 ? text.length : newline, end + contextCharsMax),
    );
  }

  /** Names come again and again in one text: what the lists say of them is kept. */
  private benign(type: ObservableType, value: string): Benign | undefined {
    if (type !== "domain" && type !== "ipv6") return benignOf(type, value);
    const known = this.knownBenign.get(value);
    if (known !== undefined) return known === unlisted ? undefined : known;
    const benign = benignOf(type, value);
    if (this.knownBenign.size < knownBenignMax) this.knownBenign.set(value, benign ?? unlisted);
    return benign;
  }

  /** Is the text lately about names on the network rather than files? Undefined where it is neither. */
  topic(at: number): "network" | "file" | undefined {
    const network = at - this.networkTopic;
    const file = at - this.fileTopic;
    if (network > topicCharsMax && file > topicCharsMax) return undefined;
    return network <= file ? "network" : "file";
  }

  /** Were names on the network spoken of just before, and files not since? */
  isAboutNames(at: number): boolean {
    return at - this.nameTopic <= namesReach && this.fileTopic < this.nameTopic;
  }

  isAboutAttack(at: number): boolean {
    return at - this.attackTopic <= topicCharsMax;
  }
}

/** By the start; of two with one start the longer goes first. */
export function byPlace(a: Place, b: Place): number {
  return a.start - b.start || b.end - a.end;
}

type Place = Pick<Observation, "start" | "end">;

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 126) return false;
  return true;
}
