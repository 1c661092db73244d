/** Words beside which a name of someone stands. */

import { hashOf, hashSet } from "../text/word-hash.ts";

export const labels = hashSet(
  `name names contact owner author reporter assignee attendee attendees participant participants signed analyst user caller requester employee patient beneficiary poc approver manager
  supervisor recipient customer holder cc colleague operator investigator examiner nurse doctor physician student tenant driver claimant signatory examined contractor witness who editor responder lead handler boss`,
);
export const doneBy = hashSet(
  "prepared reported written assigned handled approved reviewed signed drafted edited exported created escalated forwarded sent examined collected opened clicked confirmed noticed found submitted entered verified called taken spoken seized discovered raised closed owned managed led interviewed",
);
export const by = hashOf("by");
export const to = hashOf("to");
export const greetings = hashSet("hi hello dear hey hallo bonjour hola ciao moi hei");
export const signOffs = hashSet(
  "regards thanks thank wishes best cheers sincerely respectfully yours grusse cordialement saludos rgds thx br",
);
export const wrote = hashOf("wrote");

/** Before a name. */
export const titles = hashSet(
  "dr mr mrs ms miss mx prof professor sir dame rev herr frau hr mme mlle monsieur madame senor senora sr sra ing judge sgt capt captain adv atty avv mag lt col rabbi sister father brother nurse",
);

/** Where any of them is, a name may be. */
export const personWords: readonly number[] = [
  ...[labels, greetings, signOffs, titles].flatMap(({ hashes }) => hashes),
  by,
  to,
  wrote,
];
