/**
 * What a company is, as its own node knows it, and what files of the company propose for that. It never
 * leaves the machine.
 */

import { z } from "zod";

/** What the company is and runs: it stays here, and decides what is removed and what concerns us. */
export const companyProfile = z.strictObject({
  names: z.array(z.string().max(200)).max(1000),
  brands: z.array(z.string().max(200)).max(1000),
  domains: z.array(z.string().max(253)).max(1000),
  products: z.array(z.string().max(200)).max(5000),
  hosts: z.array(z.string().max(253)).max(100_000),
  ranges: z.array(z.string().max(64)).max(10_000),
  places: z.array(z.string().max(200)).max(1000),
  people: z.array(z.string().max(200)).max(100_000),
  customers: z.array(z.string().max(200)).max(100_000),
  /** Products and technologies in use: what concerns us. */
  technologies: z.array(z.string().max(200)).max(10_000),
  /** Words, actors, malware, vulnerabilities to watch for. */
  watch: z.array(z.string().max(200)).max(1000),
});
export type CompanyProfile = z.output<typeof companyProfile>;

/** What files say of the company; nothing of it counts until a person has confirmed it. */
export const seedCharsMax = 16 * 1024 * 1024;
export const profileSeeds = z.strictObject({
  files: z
    .array(z.strictObject({ name: z.string().min(1).max(255), text: z.string().max(seedCharsMax) }))
    .min(1)
    .max(20),
});
export const profileProposal = z.strictObject({
  list: companyProfile.keyof().exclude(["customers", "watch"]),
  value: z.string().max(253),
  why: z.string().max(200),
  /** How often it was seen, and where. */
  count: z.number().int().positive(),
  files: z.array(z.string().max(255)).max(20),
  /** In the profile already. */
  known: z.boolean(),
});
export type ProfileProposal = z.output<typeof profileProposal>;
export const profileProposals = z.strictObject({
  proposals: z.array(profileProposal).max(200_000),
  notes: z.array(z.string().max(2000)).max(100),
});
export type ProfileProposals = z.output<typeof profileProposals>;
