/** What a company's own files say of it, as proposals for its profile. */

export type { SeedFile } from "./learning/collected.ts";
export { learnProfile } from "./learning/learn-profile.ts";
