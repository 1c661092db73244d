/** Reads the one file that this process is there for, and says how it ended. */

import type { Answer } from "./answer.ts";
import { readOne, whyOf } from "./read-one.ts";
import type { ParseRequest } from "./request.ts";

export async function readFile(
  request: ParseRequest,
  bytes: Uint8Array,
  answer: Answer,
): Promise<void> {
  const section = answer.section(0);
  try {
    if (request.format === "eml") {
      const { readMail } = await import("./eml.ts");
      await readMail(bytes, request, answer);
    } else {
      await readOne(request.format, bytes, section);
      section.complete();
    }
  } catch (error) {
    section.failed(whyOf(error));
  }
  answer.done();
}
