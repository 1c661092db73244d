/**
 * Legal advice and work made for counsel. Giving it to the federal government does not waive
 * privilege (CISA 2015 §105(d)(1)); giving it to peers may: so it is held back from them.
 */

import { boundedPattern } from "../text/bounded-pattern.ts";
import { lexicalDetector } from "./lexical-rule.ts";

const marks = String.raw`\b(?:attorney[- ]client|attorney work[- ]product|work[- ]product(?: doctrine)?|legally privileged|legal(?:ly)? privilege|privileged (?:and|&) confidential|privileged communication|without prejudice|legal advice|litigation hold|legal hold|in anticipation of litigation|at the (?:direction|request) of (?:outside |our |legal )?counsel|prepared (?:for|at the direction of) counsel|under privilege|anwaltsgeheimnis|secret professionnel)\b`;
const counsel = String.raw`\b(?:outside counsel|general counsel|in-house counsel|our (?:lawyers?|attorneys?|counsel|solicitors?)|legal (?:department|team|counsel)|law firm|counsel|esq\.?|barrister|LLP)\b`;
const advice = String.raw`\b(?:advis(?:e|es|ed|ing)|advice|opinion|recommend(?:s|ed)?|assess(?:es|ed|ment)?|liab(?:le|ility)|lawsuit|litigation|settle(?:ment)?|exposure|notif(?:y|ication)|disclos(?:e|ure)|breach of (?:contract|duty)|regulator|class action|told us|instructed|concluded?|view is|memo(?:randum)?|draft)\b`;

export const privileged = lexicalDetector("privileged", 1, [
  {
    kind: "privileged",
    why: "A mark of privilege.",
    words: boundedPattern(marks, "i"),
    needsReview: false,
  },
  {
    kind: "privileged",
    why: "Counsel and what counsel thinks.",
    words: boundedPattern(counsel, "i"),
    context: boundedPattern(advice, "i"),
    needsReview: true,
  },
]);
