/**
 * The seven categories that the DHS/DOJ guidance calls unlikely to be directly related to a threat:
 * health, human resources, consumer history, education, finance, property ownership, children.
 */

import { boundedPattern } from "../text/bounded-pattern.ts";
import type { FindingKind } from "../finding-kinds.ts";
import { lexicalDetector, type LexicalRule } from "./lexical-rule.ts";

const someone = String.raw`\b(?:he|she|his|her|him|they|their|patients?|employees?|staff|colleagues?|nurse|analyst|user|customer|client|member|person|who|whose|mother|father|wife|husband|son|daughter|manager|worker|student|pupil|tenant|resident|insured|beneficiary|name|mr|ms|mrs|dr)\b`;
const technical = String.raw`\b(?:infected hosts?|health ?check|hospital sector|patient zero|system health|ill-formed|critical condition race)\b`;

function rule(kind: FindingKind, why: string, words: string, context?: string): LexicalRule {
  return {
    kind,
    why,
    words: boundedPattern(words, "i"),
    ...(context === undefined ? {} : { context: boundedPattern(context, "i") }),
    except: boundedPattern(technical, "i"),
    needsReview: true,
  };
}

const rules: readonly LexicalRule[] = [
  rule(
    "health",
    "A state of health of someone.",
    String.raw`\b(?:diagnos(?:is|ed|es)|chemotherapy|oncology|cancer|diabet(?:es|ic)|pregnan(?:t|cy)|surgery|prescri(?:bed|ption)|medication|insulin|sick leave|medical leave|depress(?:ion|ive)|hiv|dialysis|asthma|migraine|therapy|rehab|psychiatr|heart (?:failure|attack)|blood pressure|hospitali[sz]ed|mrn|medical record|treatment plan|disability|icd-?10|lab results?)\b`,
  ),
  rule(
    "human-resources",
    "Personnel matters of someone.",
    String.raw`\b(?:performance (?:review|improvement|plan)|written warning|disciplinary|dismiss(?:ed|al)|terminated (?:for|his|her|the employ)|fired|lay-?off|redundan(?:t|cy)|salary|payroll record|bonus of|maternity leave|parental leave|grievance|resign(?:ed|ation)|probation|promotion to|union member|background check|pay ?grade|notice period|suspended (?:with|without) pay|hired|pip)\b`,
    someone,
  ),
  rule(
    "consumer-history",
    "What someone bought or looked at.",
    String.raw`\b(?:purchase history|order history|browsing history|loyalty (?:card|points|account)|shopping|bought|subscribed to|viewing history|wish ?list|basket|returns? history|rewards account)\b`,
    someone,
  ),
  rule(
    "education",
    "Someone's schooling.",
    String.raw`\b(?:transcript|gpa|grade point|enrol(?:led|ment) (?:in|at)|tuition|degree (?:from|in)|graduat(?:ed|ion)|student (?:id|record|loan)|exam results?|suspended from school|expelled|report card|special education)\b`,
    someone,
  ),
  rule(
    "financial-personal",
    "Someone's money.",
    String.raw`\b(?:credit (?:score|report|card debt)|mortgage|bankrupt(?:cy)?|overdraft|loan (?:balance|default|application)|garnish(?:ed|ment)|tax return|account balance|net worth|in debt|401\(?k\)?|pension (?:pot|balance)|direct deposit|bank statement|insolven)\b`,
    someone,
  ),
  rule(
    "property-ownership",
    "What someone owns.",
    String.raw`\b(?:owns? (?:a|the) (?:house|home|property|flat|apartment|boat|car)|title deed|land regist(?:ry|er)|parcel number|license plate|licence plate|vehicle identification|vin|property tax|homeowner|escrow|deed of)\b`,
  ),
  rule(
    "children",
    "A child.",
    String.raw`\b(?:(?:his|her|their|my) (?:\d{1,2}[- ]year[- ]old|son|daughter|kids?|child(?:ren)?)|aged? (?:[1-9]|1[0-7])\b|\d{1,2}[- ]year[- ]old (?:son|daughter|boy|girl|child|student|pupil)|day ?care|kindergarten|minor child|school ?child|under-?18|pediatric|paediatric)\b`,
  ),
];

export const unlikelyRelated = lexicalDetector("unlikely-related", 1, rules);
