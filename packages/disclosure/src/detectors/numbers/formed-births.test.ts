import { describe, expect, it } from "vitest";
import { foundBesideValues } from "../../testing.ts";

const found = (text: string, kind: string): string[] =>
  foundBesideValues(text).filter((it) => it.startsWith(`${kind}: `));

describe("a date of birth in its place", () => {
  it.each([
    ['"sample":"Nkosi^Grace^Thandi 19910722","x":1', "19910722"],
    ["PID|1||883||DOE^JANE||19780314|F", "19780314"],
    ["DICOM PatientBirthDate = 19830412", "19830412"],
    ["(0010,0030) DA [19830412]", "19830412"],
    ["BDAY:1969-05-03", "1969-05-03"],
    ["Patient Koller (*12.04.1983) war dort", "12.04.1983"],
  ])("is held in %j", (text, date) => {
    expect(found(text, "date-of-birth")).toEqual([`date-of-birth: ${date}`]);
  });

  it.each([
    "|20240314|login|ok",
    "build 19910722 of a^b came",
    "see footnote *12.04.2019 and *.log",
  ])("is not read from %j", (text) => {
    expect(found(text, "date-of-birth")).toEqual([]);
  });
});

describe("a number as it is written abroad", () => {
  it.each([
    ["Llámame al 955 550 127 o ven.", "955 550 127"],
    ["Quitad la firma con 955 550 127. La sede", "955 550 127"],
    ["dzwonię do Jolanty, 600 555 018. Potem", "600 555 018"],
    ["Jana (602 555 018) ví víc", "602 555 018"],
    ["o al 91 555 01 22", "91 555 01 22"],
  ])("is a phone in %j", (text, number) => {
    expect(found(text, "phone")).toEqual([`phone: ${number}`]);
  });

  it.each(["It wrote 955 550 127 bytes and stopped.", "offsets 600 555 018, 700 555 018 and more"])(
    "is none in %j",
    (text) => {
      expect(found(text, "phone")).toEqual([]);
    },
  );

  it("is a card with the month in which it ends", () => {
    expect(found("with 4111 1111 1111 1111 exp 08/27, sent", "payment-card")).toEqual([
      "payment-card: 4111 1111 1111 1111 exp 08/27",
    ]);
    expect(found("4111111111111111|09/27|123", "payment-card")).toEqual([
      "payment-card: 4111111111111111|09/27|123",
    ]);
  });
});
