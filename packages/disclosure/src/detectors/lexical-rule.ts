/**
 * Rules of the form "these words, and one of those, in one sentence". The first form of the detectors
 * for what a text is about; each rule says which sentence it held and why.
 */

import type { Detection, Detector } from "../detector.ts";
import type { FindingKind } from "../finding-kinds.ts";
import { sentences } from "./sentences.ts";

export interface LexicalRule {
  readonly kind: FindingKind;
  readonly why: string;
  readonly words: RegExp;
  /** Must meet the words in the same sentence. */
  readonly context?: RegExp;
  /** Where this is in the sentence, the rule says nothing. */
  readonly except?: RegExp;
  readonly needsReview: boolean;
}

export function lexicalDetector(
  name: string,
  version: number,
  rules: readonly LexicalRule[],
): Detector {
  return {
    name,
    version,
    detect({ passage }) {
      const found: Detection[] = [];
      for (const { start, end } of sentences(passage)) {
        const sentence = passage.text.slice(start, end);
        const seen = new Set<FindingKind>();
        for (const { kind, why, needsReview, ...rule } of rules) {
          if (seen.has(kind) || !applies(rule, sentence)) continue;
          seen.add(kind);
          found.push({ ...passage.spanOf(start, end), kind, why, needsReview });
        }
      }
      return found;
    },
  };
}

function applies(rule: Pick<LexicalRule, "words" | "context" | "except">, text: string): boolean {
  if (!rule.words.test(text)) return false;
  if (rule.context !== undefined && !rule.context.test(text)) return false;
  return rule.except === undefined || !rule.except.test(text);
}
