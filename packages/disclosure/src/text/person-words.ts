/** Words beside which a name of someone stands. */

import { hashOf, hashSet, WordSet } from "./word-hash.ts";

export const labels = hashSet(
  `name names contact owner author reporter assignee attendee attendees participant participants signed analyst user caller requester employee patient beneficiary poc approver manager
  supervisor recipient customer holder cc colleague operator investigator examiner nurse doctor physician student tenant driver claimant signatory examined contractor witness who editor responder lead handler boss displayname fullname surname firstname lastname forename ansprechpartner bearbeiter melder contacto contatto responsable responsabile nombre imie nazwisko outgoing incoming`,
);
export const doneBy = hashSet(
  "prepared reported written assigned handled approved reviewed signed drafted edited exported created escalated forwarded sent examined collected opened clicked confirmed noticed found submitted entered verified called taken spoken seized discovered raised closed owned managed led interviewed",
);
export const by = hashOf("by");
export const to = hashOf("to");
export const greetings = hashSet("hi hello dear hey hallo bonjour hola ciao moi hei");
export const signOffs = hashSet(
  "regards thanks thank wishes best cheers sincerely respectfully yours grusse cordialement saludos rgds thx br gruss gru\u00df lg vg mfg saluti salutations bises abrazo abrazos atentamente atenciosamente abraco abracos groet groeten mvg hilsen mvh halsningar terveisin terv pozdrav pozdravem pozdrawiam udvozlettel",
);
export const wrote = hashOf("wrote");
/** "shaz from reception": where colleagues sit. */
export const departments = hashSet(
  "reception payroll accounts accounting finance hr sales marketing warehouse dispatch purchasing procurement logistics engineering maintenance housekeeping catering workshop switchboard estates facilities treasury despatch",
);
export const placedBy = hashSet("from in at");
/** Before somebody who is asked; before somebody whom others play; behind somebody who speaks, and who is honoured. */
export const spokenTo = hashSet(
  "ask asked asking tell told telling rang phoned texted thanked woke pinged thx",
);
/** "old Bruce", "Uncle Benny". */
export const epithets = hashSet(
  "uncle aunt auntie grandma grandpa granny nan old big little wee young poor tio tia onkel tante tonton",
);
export const trueOnes = new WordSet([...hashSet("real genuine").hashes, ...epithets.hashes]);
export const saying = hashSet("says said reckons swears thinks thought rang phoned texted");
export const honours = hashSet("san sama kun ssi nim bhai didi sahib saheb sahab babu apa chacha");
/** All of these. */
export const talkWords = new WordSet(
  [spokenTo, trueOnes, saying, honours, greetings, departments].flatMap(({ hashes }) => hashes),
);
/** With a capital before a name: "Guard Abul Hashem". */
export const offices = hashSet(
  "guard officer detective inspector constable sheriff deputy trooper warden foreman matron midwife pastor imam reverend councillor cllr commander sergeant corporal lieutenant colonel nurse driver operator electrician welder janitor porter cook clerk cashier engineer technician surgeon teacher principal coach skipper bosun pilot steward purser seaman housekeeper gardener caretaker",
);

/** Before a name. */
export const titles = hashSet(
  "dr mr mrs ms miss mx prof professor sir dame rev herr frau hr mme mlle monsieur madame senor senora sr sra ing judge sgt capt captain adv atty avv mag lt col rabbi sister father brother nurse dra eng lic srta dott avvocato encik puan datuk datin doctora gospa gospod gospodin gospodja pani dhr mevr mevrouw meneer herra rouva mgr judr mudr phdr rndr attorney advocate solicitor barrister ragioniere geometra khun doamna domnul advokat advokaten adwokat mecenas maitre",
);

/** Where any of them is, a name may be. */
export const personWords: readonly number[] = [
  ...[
    labels,
    greetings,
    signOffs,
    titles,
    departments,
    spokenTo,
    trueOnes,
    saying,
    honours,
  ].flatMap(({ hashes }) => hashes),
  by,
  to,
  wrote,
];
