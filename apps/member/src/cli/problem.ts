/** What is wrong with a value that a person gave, in plain words: never the value itself. */

import type { z } from "zod";

const kinds: Readonly<Record<string, string>> = {
  array: "a list",
  boolean: "yes or no",
  number: "a number",
  object: "an object",
  string: "a text",
};

/** One problem that a schema found; its own words say more of schemas than of what to type. */
export function problemOf(issue: z.core.$ZodIssue | undefined): string {
  if (issue === undefined) return "invalid";
  switch (issue.code) {
    case "invalid_type":
      return `has to be ${kinds[issue.expected] ?? issue.expected}`;
    case "too_small": {
      const least = issue.inclusive === false ? "more than" : "at least";
      return `has to be ${least} ${issue.minimum}${unitOf(issue.origin)}`;
    }
    case "too_big": {
      const most = issue.inclusive === false ? "less than" : "at most";
      return `has to be ${most} ${issue.maximum}${unitOf(issue.origin)}`;
    }
    case "unrecognized_keys":
      return "has a name in it that is not known";
    case "invalid_format":
      // A pattern tells nobody what to type, unless the schema said it in words.
      return issue.message.startsWith("Invalid ")
        ? "is not written as it has to be"
        : issue.message;
    case "invalid_value":
      return `has to be one of ${issue.values.map(String).join(", ")}`;
    default:
      return issue.message;
  }
}

function unitOf(origin: string): string {
  if (origin === "string") return " characters long";
  return origin === "array" ? " items long" : "";
}
