/** The parser process: one file in, its text out, then gone. It learns the file and nothing else. */

import { writeSync } from "node:fs";

import { createAnswer } from "./answer.ts";
import { closeDoors } from "./guard.ts";
import { readRequest } from "./request.ts";

closeDoors();
const { request, bytes } = readRequest();
const { readFile } = await import("./read-file.ts");
const write = (line: string): void => {
  const data = Buffer.from(line);
  for (let at = 0; at < data.length;) at += writeSync(1, data, at);
};
await readFile(request, bytes, createAnswer(write, request.textCharsMax));
