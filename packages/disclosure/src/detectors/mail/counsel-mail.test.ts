import { describe, expect, it } from "vitest";
import { foundBesideValues as found } from "../../testing.ts";

const mail = (from: string, subject: string, body: string): string =>
  `From: ${from}\nTo: jane.roe@ferrocrest.example\nSubject: ${subject}\n\n${body}`;

describe("the sender of a mail to us", () => {
  it.each([
    ["m.okada@okada-law.test", "Monday", "Please do not answer them yet."],
    ["p.leroy@leroy-avocats.test", "votre dossier", "Je vous appelle."],
    ["vesna.kos@kos.test", "Privileged and confidential", "My view follows."],
    ["roemer@roemer-partner.test", "Sache 12 - vertraulich", "Bitte nicht antworten."],
  ])("who is counsel is held: %s", (from, subject, body) => {
    expect(found(mail(from, subject, body)).join()).toContain(from);
  });

  it.each([
    ["office@okada-law.test", "Monday", "Please open the file."],
    ["m.okada@okada-law.test", "Invoice", "A lure with a link; SPF failed."],
    ["m.okada@parcel.test", "Your parcel", "Pay here."],
    ["m.chef@consultant-mail.test", "Paiement confidentiel", "Payez ce jour."],
  ])("stays where it may be a lure's: %s, %s", (from, subject, body) => {
    expect(found(mail(from, subject, body)).join()).not.toContain(from);
  });
});
