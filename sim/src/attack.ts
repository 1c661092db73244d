/** What an attack is given and gives. */

import type { Finding } from "./judge/finding.ts";

export interface Setting {
  readonly seed: number;
  readonly members: number;
  readonly days: number;
  readonly reports: number;
  /** Also what takes long: more members in full cryptography, measured times. */
  readonly thorough: boolean;
  /** Says on the side how far it is. */
  readonly tell: (line: string) => void;
}

export interface Attack {
  readonly name: string;
  readonly about: string;
  /** Whether the size of the community plays no part: then it runs once. */
  readonly once?: boolean;
  run(setting: Setting): Promise<readonly Finding[]>;
}
