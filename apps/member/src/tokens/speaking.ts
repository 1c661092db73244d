/** For which classes this node may speak now, and how many could have. PROTOCOL §1, §6. */

import { type Epoch, epochOf, epochSpan } from "@tocsin/kernel";
import type { CrowdCounts } from "@tocsin/disclosure";
import type { ClassId } from "@tocsin/wire";
import type { Membership } from "../enrolment/membership.ts";
import { crowdOf, type Directories, speakableClasses } from "./directories.ts";

export interface SpeakableClasses {
  /** Smallest first; empty before a directory is known. */
  classes(nowMs: number): readonly ClassId[];
  /** Members entitled to the keys that a member of that class uses. */
  crowd(of: ClassId, nowMs: number): number | undefined;
  /** All counts of the community; undefined before a directory is known. */
  crowdCounts(nowMs: number): CrowdCounts | undefined;
}

export function createSpeakableClasses(
  membership: Membership,
  directories: Directories,
): SpeakableClasses {
  // In the first days of an epoch its directory may still be missing: then the one before holds.
  const current = (nowMs: number) => {
    const epoch = epochOf(nowMs);
    return directories.newest(epoch) ?? directories.newest(epochBefore(epoch));
  };
  return {
    classes: (nowMs) => {
      const known = current(nowMs);
      return known === undefined
        ? []
        : speakableClasses(known.directory, membership.standing.classes);
    },
    crowd: (of, nowMs) => {
      const known = current(nowMs);
      return known && crowdOf(known.directory, of);
    },
    crowdCounts: (nowMs) => {
      const directory = current(nowMs)?.directory;
      if (directory === undefined) return undefined;
      const parents = new Map(
        membership.standing.community.classes.map(({ id, parent }) => [id, parent]),
      );
      const classes = directory.classes.map((it) => ({
        ...it,
        parent: parents.get(it.id) ?? null,
      }));
      return { classes, cells: directory.crowd };
    },
  };
}

function epochBefore(epoch: Epoch): Epoch {
  return epochOf(epochSpan(epoch).fromMs - 1);
}
