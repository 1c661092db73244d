/** Questions to a person at a terminal. They go to stderr, so that stdout holds data alone. */

import { confirm, selectKey, text } from "@clack/prompts";
import { TocsinError } from "@tocsin/kernel";

import { oneLine } from "./safe-text.ts";
import type { Terminal } from "./terminal.ts";

export type Choice<Key extends string> = readonly [key: Key, label: string];

/** All throw `cancelled` on Ctrl-C and Escape. Their words are made safe here. */
export interface Asker {
  confirm(message: string): Promise<boolean>;
  key<Key extends string>(message: string, choices: readonly Choice<Key>[]): Promise<Key>;
  /** `refuse` says why an answer will not do. */
  line(message: string, refuse?: (answer: string) => string | undefined): Promise<string>;
}

export function createAsker({ streams }: Terminal): Asker {
  const common = { input: streams.stdin, output: streams.stderr };
  return {
    confirm: async (message) => {
      const answer = await confirm({ ...common, message: oneLine(message), initialValue: false });
      if (typeof answer === "symbol") throw new TocsinError("cancelled");
      return answer;
    },
    key: async (message, choices) => {
      const options = choices.map(([value, label]) => ({ value, label: oneLine(label) }));
      const answer = await selectKey<string>({ ...common, message: oneLine(message), options });
      const chosen = choices.find(([value]) => value === answer);
      if (chosen === undefined) throw new TocsinError("cancelled");
      return chosen[0];
    },
    line: async (message, refuse) => {
      const validate = (answer: string | undefined) => refuse?.(answer ?? "");
      const answer = await text({ ...common, message: oneLine(message), validate });
      if (typeof answer === "symbol") throw new TocsinError("cancelled");
      return answer.trim();
    },
  };
}
