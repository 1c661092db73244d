/** Account names of people: in paths, in chats, behind labels and domains. */

import { type Detection, type Detector, detectPattern } from "../detector.ts";
import { boundedPattern } from "../text/bounded-pattern.ts";
import { bitsOf, givenBit, knownBit, ordinaryBit, tradeBit } from "../text/word-table.ts";

const account = String.raw`[A-Za-z][A-Za-z0-9._-]{1,31}`;
const inWindowsPath = boundedPattern(
  String.raw`\\{1,2}(?:Users|Documents and Settings|Profiles|home)\\{1,2}([^\\/:*?"<>|\r\n]{1,64}?)(?=\\|["'\s]|$)`,
  "gi",
);
const inUnixPath = boundedPattern(
  String.raw`(?<![\w.])\/(?:home|Users)\/([A-Za-z0-9._-]{1,32})(?=\/|["'\s]|$)`,
);
const clock = String.raw`\[?(?:\d{4}-\d{2}-\d{2}[ T])?\d{1,2}:\d{2}(?::\d{2})?Z?(?: ?[AP]M)?\]?`;
const chatNick = boundedPattern(String.raw`(?<=^|\n)(?:${clock} {0,2})?<@?(${account})>`, "gi");
const chatSpeaker = boundedPattern(String.raw`(?<=^|\n)${clock} {1,2}@?(${account}):`, "gi");
const labelled = boundedPattern(
  String.raw`\b(?:user ?name|user|login|account|acct|logon|sam ?account ?name|uid|upn|suser|duser|TargetUserName|SubjectUserName)["']?(?: name)? ?[:=] ?["']?(?:[A-Za-z0-9-]{1,15}\\{1,2})?(${account})`,
  "gi",
);
const spoken = boundedPattern(
  String.raw`\b(?:account|user|login)(?: named)? ["'(]?([a-z]{1,12}[._]?[a-z]{2,20}\d{0,3})["')](?![\w.])`,
);
const qualified = boundedPattern(
  String.raw`(?<![\w\\.:/])([A-Z][A-Z0-9-]{1,14}\\{1,2}[a-z][a-z0-9._-]{2,31})(?![\w\\])`,
);
const service = boundedPattern(
  String.raw`(?<![\w.@/\\-])((?:svc|srv|sa|adm|admin|usr|app)[_-][a-z0-9][a-z0-9._-]{2,30})(?![\w.@\\/-])`,
);
const mention = boundedPattern(String.raw`(?<![\w@.])@([a-z][a-z0-9._-]{2,31})\b(?![@.]\w)`);

/** Built-in accounts and roles are nobody's name. */
const impersonal = new Set(
  (
    "administrator admin root system public default guest users user all everyone anonymous service local network test " +
    "localservice networkservice nobody www-data daemon krbtgt sysadmin operator backup oracle postgres mysql sa " +
    "defaultaccount appdata shared username name login account is was has and the for html head body div span table script style meta link title with from here channel password pass id"
  ).split(" "),
);

export const accountNames: Detector = {
  name: "account-names",
  version: 2,
  detect(reading) {
    const { passage } = reading;
    const find = (pattern: RegExp, why: string, needsReview: boolean): Detection[] =>
      detectPattern(passage, pattern, { kind: "username", why, needsReview }, (match) =>
        isPersonal(match[1] ?? ""),
      );
    return [
      ...find(inWindowsPath, "A folder of a user's own.", false),
      ...find(inUnixPath, "A folder of a user's own.", false),
      ...find(chatNick, "A speaker in a chat.", false),
      ...find(chatSpeaker, "A speaker in a chat.", true),
      ...find(labelled, "A value that is called a user.", true),
      ...find(spoken, "A word that is called an account.", true),
      ...find(qualified, "An account of a domain.", true),
      ...find(service, "A service account.", true),
      ...find(mention, "Someone is mentioned.", true),
    ].filter((it) => !reading.isExplained(it) || it.why.startsWith("A folder"));
  },
};

function isPlainWord(bits: number): boolean {
  return (bits & (ordinaryBit | tradeBit | knownBit)) !== 0 && (bits & givenBit) === 0;
}

function isPersonal(name: string): boolean {
  const lower = name.toLowerCase().replace(/\.(?:v\d|default|\d{1,3})$/, "");
  if (isPlainWord(bitsOf(lower))) return false;
  return !impersonal.has(lower) && !lower.startsWith("%") && !/^\d{1,32}$/.test(lower);
}
