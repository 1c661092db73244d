/**
 * Mail from lawyers and notaries to one of us: its sender is no attacker. Told by what the sender's house is
 * called, or by a subject that claims privilege.
 */

import type { Reading } from "../../detector.ts";
import type { Span } from "../../text/passage.ts";
import { type HeaderLine, recipientHeaders } from "./mail-headers.ts";

/** How houses of lawyers and notaries are called, in what follows the "@". */
const lawHouse =
  /(?:^|[.-])(?:law|lex|avv|prawo|pravo|recht|jus)(?:[.-])|law(?:firm|yers?)?[.-]|legal|solicitor|attorney|barrister|chambers|avocat|notar|notair|anwal|kanzlei|advoca|advoka|adwokat|advog|abogad|asianajo|ugyved|avukat|hukuk|juris|studiolegale/;
const privilegedSubject =
  /privileg|work product|legal advice|anwalt|secret professionnel|tajemnica|tajomstvo|segreto|secreto profesional|sigilo|beroepsgeheim|advokat|asianajosalaisuus|mlcanlivost/i;
/** Swindlers write so, too: only a house that is called like its writer may mean it. */
const confidentialSubject =
  /confiden|duvern|vertraulich|bizalmas|poufn|luottamuk|fortrolig|konfidenti|gizli|poverljiv|povjerljiv|vertrouwelijk|riservat|reservad/i;
const subjectLine =
  /\n[ \t>|*]{0,8}(?:subject|re|objet|betreff|asunto|assunto|oggetto|onderwerp|emne|amne|\u00e4mne|temat|p\u0159edm\u011bt|predmet|aihe|t\u00e1rgy|targy|konu)[*]{0,2} ?: ?([^\n]{1,120})/i;
const headCharsMax = 600;

function withoutMarks(text: string): string {
  return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "");
}

/** "n.roe", "roe.j". */
const personalLocal = /^(?=.*[a-z]{3})[a-z]{1,16}[._-][a-z]{1,20}$/;
const aboutLures = /\b(?:phish|lure|spoof|spf|dkim|dmarc|x-originating|received: from)/i;

/** From a house of lawyers, or under a privileged subject, and to one of us. */
export function isOfCounsel(
  { identity }: Reading,
  headers: readonly HeaderLine[],
  text: string,
  { start, end }: Span,
): boolean {
  const address = text.slice(start, end).toLowerCase();
  const [local = "", house = ""] = address.split("@", 2);
  const isOfFamily = local.length >= familyCharsMin && house.startsWith(local);
  if (!isOfFamily && !personalLocal.test(local)) return false;
  const valueOf = (it: HeaderLine): string => text.slice(it.start, it.end);
  const isToUs = headers.some(
    (it) =>
      recipientHeaders.has(it.name) &&
      valueOf(it)
        .split(/[\s<>,;]+/)
        .some((to) => identity.ownsMail(to)),
  );
  if (!isToUs) return false;
  const subject = subjectLine.exec(text.slice(end, end + headCharsMax))?.[1];
  const plain = withoutMarks(subject ?? "");
  if (privilegedSubject.test(plain) || (isOfFamily && confidentialSubject.test(plain))) return true;
  return lawHouse.test(house) && !aboutLures.test(text.slice(end, end + mailCharsMax));
}

/** "roe@roe-partners.example". */
const familyCharsMin = 4;
const mailCharsMax = 2000;
