/** What the inspecting thread is asked. Both ends are this folder; all arguments are plain data. */

import type { FindingKind } from "@tocsin/disclosure";
import type { GateDraft, GateVerdict } from "@tocsin/disclosure/gate";
import type { SeedFile } from "@tocsin/disclosure/learning";
import type {
  CompanyProfile,
  Finding,
  FrameSuggestion,
  ProfileProposals,
  ReviewItem,
} from "@tocsin/wire";

/** A source, read for what must not leave and what could. */
export interface Proposed {
  readonly findings: readonly Finding[];
  readonly items: readonly ReviewItem[];
  readonly suggestions: readonly FrameSuggestion[];
  /** What was set aside because there is too much of it. */
  readonly notes: readonly string[];
}

/** A text that a person wrote by hand. */
export interface Judgement {
  readonly proposal: ReviewItem["proposal"];
  readonly why: string;
  readonly kinds: readonly FindingKind[];
}

export interface InspectionCalls {
  useProfile(profile: CompanyProfile): null;
  propose(text: string, nowMs: number): Proposed;
  judge(part: ReviewItem["part"], value: string): Judgement;
  /** What files say of the company: proposals, of which nothing is kept. */
  learn(files: readonly SeedFile[]): Promise<ProfileProposals>;
  gate(draft: Omit<GateDraft, "identity" | "detectors">): Promise<GateVerdict>;
}

export interface InspectionSetup {
  /** Lists of harmless values that count as real here. */
  readonly ignoredBenignLists: readonly string[];
  /** Where a newer copy of these lists and the company's own changes are. */
  readonly benignFolder?: string;
}

export type Ask = {
  readonly [Call in keyof InspectionCalls]: {
    readonly call: Call;
    readonly args: Parameters<InspectionCalls[Call]>;
  };
}[keyof InspectionCalls];

/** `detector` is the name of what broke: never a word of the text. */
export type Reply =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly detector: string };
