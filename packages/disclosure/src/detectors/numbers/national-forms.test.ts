import { describe, expect, it } from "vitest";
import { emptyProfile } from "../../identity/empty-profile.ts";
import { compileIdentity } from "../../identity/company-identity.ts";
import { wordsFound } from "../../testing.ts";
import { identityNumbers } from "./identity-numbers.ts";

const identity = compileIdentity(emptyProfile);

function found(text: string): string[] {
  return wordsFound(text, { identity, detectors: [identityNumbers] });
}

describe("numbers of persons", () => {
  it.each([
    "24128532036", // Norway
    "850709-9805", // Sweden
    "850769-9805",
    "070761-4285", // Denmark
    "131052-308T", // Finland
    "85.07.30-033.28", // Belgium
    "756.9217.0769.85", // Switzerland
    "44051401359", // Poland
    "736028/5163", // Czechia
    "1960529460012", // Romania
    "0101006500006", // Bosnia
    "10000000146", // Turkey
    "8001015009087", // South Africa
    "2345 6789 0124", // India
    "529.982.247-25", // Brazil
    "GODE561231HDFRRN04", // Mexico
    "12.345.678-5", // Chile
    "20-12345678-6", // Argentina
    "S1234567D", // Singapore
    "800101-14-5678", // Malaysia
    "A123456(3)", // Hong Kong
    "A123456789", // Taiwan
    "1-1017-00203-45-1", // Thailand
    "820701-2409184", // Korea
    "11010519491231002X", // China
    "943 476 5919", // England
    "QQ 12 34 56 C",
    "1 85 05 78 006 084 36", // France
    "RSSMRA85T10A562S", // Italy
    "12345678Z", // Spain
    "912-70-1234", // United States
  ])("are told by their form: %s", (number) => {
    expect(found(`seen ${number}, then`)).toEqual([number]);
  });

  it.each([
    "44051401358",
    "736099/5163",
    "1960529460013",
    "8001015009080",
    "2345 6789 0123",
    "110105194912310026",
    "943 476 5918",
    "DE89 3704 0044 0532 0130 03",
    "85.33.30-033.28",
    "+1 402 555 0199",
    "+1 888 555 0142",
    "2024-03-04 10:22:31",
    "10.0.19045.4291",
    "1709812345678",
    "198.18.104.201",
  ])("are not seen in what only looks like one: %s", (number) => {
    expect(found(`seen ${number}, then`)).toEqual([]);
  });

  it.each([
    ["BSN 111222333", "111222333"],
    ["fødselsnummer 010190 45678", "010190 45678"],
    ["cédula 1.020.345.678", "1.020.345.678"],
    ["TFN: 123 456 782", "123 456 782"],
    ['"nin":"12345678901"', "12345678901"],
    ["Personalausweis T220001293", "T220001293"],
    ["Kenyan ID no. 23456781", "23456781"],
    ["driver's licence MORGA657054SM9IJ", "MORGA657054SM9IJ"],
    ["the licence of Thabo Nkosi (6602115009087)", "6602115009087"],
    ["tax number 12/345/67890", "12/345/67890"],
    ["medicare 2123 45670 1", "2123 45670 1"],
    ["111222333 (BSN)", "111222333"],
  ])("are told by what they are called: %s", (text, number) => {
    expect(found(text)).toEqual([number]);
  });

  it("are told from the first of a row of them", () => {
    expect(found("OIB 69435151530, 12345678903 and 11111111119.")).toEqual([
      "69435151530",
      "12345678903",
      "11111111119",
    ]);
  });

  it.each([
    "event id 4624 on ID 4625",
    "policy 5.2.1",
    "patient 12 of 40",
    '"pps":38100000',
    "SIN flood from 198.18.4.9",
    "PAN-OS 10.2.8",
    "member 2024-03-04",
    "FIN 12.03.2024",
    "insurance claim",
  ])("are not what else stands behind such words: %s", (text) => {
    expect(found(text)).toEqual([]);
  });
});

describe("birth dates", () => {
  it.each([
    ["b. 3 May 1979", "3 May 1979"],
    ["født 12.04.1975", "12.04.1975"],
    ["née le 3 mars 1988", "3 mars 1988"],
    ["nata il 01/02/1970", "01/02/1970"],
    ["nacida el 5 de mayo de 1992", "5 de mayo de 1992"],
    ["Geburtsdatum 7.8.1966", "7.8.1966"],
    ["narozena 3. 4. 1971", "3. 4. 1971"],
    ["birthdate=19810314", "19810314"],
    ['"dateOfBirth":"1979-02-11"', "1979-02-11"],
    ["D.O.B. Feb 2nd 1984", "Feb 2nd 1984"],
    ["fødd 04.02.61", "04.02.61"],
    ["syntynyt 4.2.1961", "4.2.1961"],
    ["doğum tarihi 04.02.1961", "04.02.1961"],
    ["nacimiento: 04/02/1961", "04/02/1961"],
    ["生年月日 1985年4月2日", "1985年4月2日"],
    ["born in 1954", "1954"],
    ["her birthday is 3 June", "3 June"],
  ])("are told by what they are called: %s", (text, date) => {
    expect(found(text)).toEqual([date]);
  });

  it.each(["reborn 2024-01-01", "section b. 1984", "geb 12", "built 3 May 2024"])(
    "are not other dates: %s",
    (text) => {
      expect(found(text)).toEqual([]);
    },
  );
});
