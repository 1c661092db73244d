import { describe, expect, it } from "vitest";
import { foundIn } from "../../testing.ts";
import { secrets } from "./secrets.ts";

const found = (text: string): string[] =>
  foundIn(text, [secrets]).map((it) => it.replace(/ \?$/, ""));

describe("a secret that settings give", () => {
  it.each([
    ["AccountName=store;AccountKey=k8Jd0aQx7Lm2p;EndpointSuffix=core", "k8Jd0aQx7Lm2p"],
    ["SharedAccessKeyName=Root;SharedAccessKey=hT7zQ1bN4c=", "hT7zQ1bN4c="],
    ["sv=2022-11-02&sig=aBcD1234EfGh5678%3D", "aBcD1234EfGh5678%3D"],
    ["SECRET_KEY_BASE=9f8e7d6c5b4a39281706f5e4d3c2b1a0", "9f8e7d6c5b4a39281706f5e4d3c2b1a0"],
    ["JWT_SIGNING=thequickbrownfox77", "thequickbrownfox77"],
    ["TWILIO_AUTH=9a8b7c6d5e4f3a2b1c0d", "9a8b7c6d5e4f3a2b1c0d"],
    ["enable secret 5 $1$mERr$hx5rVt7rPNoS4wqbXKX7m0", "$1$mERr$hx5rVt7rPNoS4wqbXKX7m0"],
    ['psk="BrueckenBier"', "BrueckenBier"],
    ["AutoAdminLogon DefaultUserName=x DefaultPassword=Kestrel9", "Kestrel9"],
    ["jdbc:oracle:thin:scott/tiger77@db01:1521/ORCL", "tiger77"],
    ["evil-winrm -i 10.1.1.4 -u jroe -p 'Kestrel9'", "Kestrel9"],
    ["htpasswd -b .htpasswd jroe Kestrel9", "Kestrel9"],
    ["entró por Icecast viejo con admin/hackme-ceibo", "hackme-ceibo"],
  ])("goes from %j", (text, secret) => {
    expect(found(text)).toContain(`secret: ${secret}`);
  });

  it("takes along who signs in", () => {
    expect(found("nxc smb 10.1.1.0/24 -u jroe -p 'Kestrel9'")).toContain("username: jroe");
    expect(found("Uid=reporter;Pwd=Rep0rter;")).toContain("username: reporter");
    expect(found("USER jroe\nPASS Kestrel9\n")).toEqual(["username: jroe", "secret: Kestrel9"]);
  });

  it.each([
    "RC4_KEY=a81f09c2d7e1 in its config",
    "run_key=HKLM\\Software\\x1y2z3",
    "public_key=MFkwEwYHKoZIzj0CAQYI9",
    "cache_key=user1234page5678",
    "scp -r /srv/x drop@198.51.100.140:",
    "default login admin/starhash of the panel",
  ])("is not read from %j", (text) => {
    expect(found(text)).toEqual([]);
  });
});

describe("a number that opens something", () => {
  it.each([
    ["the safe opens with 4411 backwards, as ever", "4411 backwards"],
    ["the combo to the cash box is 31-7-22", "31-7-22"],
    ["keypad at dock 4 takes 4471* now", "4471*"],
    ["She read out the code 482 911 to the caller", "482 911"],
    ["told the caller 773104, the one from the app", "773104"],
    ["Disk key 518331-042339-110627. By", "518331-042339-110627"],
    ["recovery codes 8821-4410 5523-1190", "8821-4410 5523-1190"],
    ["logged on as kassa_bjd with Skidor123; then", "Skidor123"],
    ["just type Sommer2024 when it asks", "Sommer2024"],
  ])("goes from %j", (text, secret) => {
    expect(found(text)).toContain(`secret: ${secret}`);
  });

  it.each([
    "The gate opens at 0600 and the safe weighs 900 kg.",
    "The door takes 4000 people an hour",
    "He told the caller 15 times",
    "parts 518331-042339-110627 were ordered",
    "It returned exit code 4411 to the caller",
  ])("is not read from %j", (text) => {
    expect(found(text)).toEqual([]);
  });
});

describe("an account or a password in base64", () => {
  it.each([
    ["AUTH PLAIN AGFiYWtrZXIAU3VtbWVyMjQ=", "AGFiYWtrZXIAU3VtbWVyMjQ="],
    ["334 VXNlcm5hbWU6\nYWJha2tlcg==\n", "YWJha2tlcg=="],
    ["334 UGFzc3dvcmQ6\nU3VtbWVyMjQ=\n", "U3VtbWVyMjQ="],
  ])("goes from %j", (text, secret) => {
    expect(found(text)).toContain(`secret: ${secret}`);
  });
});

describe("a secret in a form of its own or in another language", () => {
  it.each([
    [
      "found npm_aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789 there",
      "npm_aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789",
    ],
    ["found sk-ant-api03-aBcDeFgHiJkLmNoPqRsT1234 there", "sk-ant-api03-aBcDeFgHiJkLmNoPqRsT1234"],
    [
      "PresharedKey = FpCyhws9cxwWoV4xELtfJvjJN+zQVRPISllRWgeopVE=",
      "FpCyhws9cxwWoV4xELtfJvjJN+zQVRPISllRWgeopVE=",
    ],
    ["staff door 2468, the rest is open", "2468"],
    ["Codice allarme 55120", "55120"],
    ["il codice della cassaforte è 4-18-22", "4-18-22"],
    ["パスワードは sakura2023", "sakura2023"],
    ["iLO pass R7K2M9QX is old", "R7K2M9QX"],
  ])("goes from %j", (text, secret) => {
    expect(found(text).join(" ")).toContain(secret);
  });

  it.each([
    "gate 2024 opened and door 2019 was closed",
    "They flew from gate 14 on side 2.",
    "sk-learn and npm_config_registry=https://registry.npmjs.example",
  ])("is not read from %j", (text) => {
    expect(found(text)).toEqual([]);
  });
});
