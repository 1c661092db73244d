import { describe, expect, it } from "vitest";
import { foundIn } from "../../testing.ts";
import { secrets } from "./secrets.ts";

const found = (text: string): string[] => foundIn(text, [secrets]);

describe("passwords of words and digits", () => {
  it.each([
    ["the dump has OPS\\\\r.tamm, Melon2023melon in it", "Melon2023melon"],
    ["login rmoss with Sommerregen2023", "Sommerregen2023"],
    ["they came in by svc_hist and Glacier77north at once", "Glacier77north"],
    ["the panel took admin:Harvest88 for years", "Harvest88"],
    ["her login is lerato / Durban2023", "Durban2023"],
    ["scada/Pumpen2020 opened the gates", "Pumpen2020"],
    ["whoever typed Qori-2281-llave here, it is gone", "Qori-2281-llave"],
    ["her hash cracked to Spring2024sun", "Spring2024sun"],
    ["the JWT key, cl-hs256-Brunnen8811, is in the code", "cl-hs256-Brunnen8811"],
    ["Das Passwort lautet Kirsche2021", "Kirsche2021"],
    ["le mot de passe du panneau est printemps22", "printemps22"],
    ["\u043f\u0430\u0440\u043e\u043b\u044c Zima2023zima", "Zima2023zima"],
    ["\u5bc6\u7801\u662fHarbin8812", "Harbin8812"],
    ["Bollard2019, please change it everywhere", "Bollard2019"],
  ])("are told by what stands around them: %s", (text, password) => {
    const told = found(text).filter((it) => it.startsWith("secret"));
    expect(told.map((it) => it.replace(/ \?$/, ""))).toEqual([`secret: ${password}`]);
  });

  it.each([
    ["the safe combo 22-41-7 is known", "22-41-7"],
    ["alarm code 4471 for the hall", "4471"],
    ["the recovery key 482911-203344-110022", "482911-203344-110022"],
    ["mysql -u root -pGurke77!x erp", "Gurke77!x ?"],
    ["curl -u root:waterkant22 -s", "waterkant22 ?"],
    ["Wi-Fi: GUEST / willkommen22", "willkommen22 ?"],
    ["2FA backup codes 88412290, all used", "88412290"],
    ["export PGPASSWORD=mango-Tree-19", "mango-Tree-19"],
    ["root hash, cracked after four minutes: Kirschbaum4034", "Kirschbaum4034 ?"],
  ])("are told by the lock that they open or the command: %s", (text, wanted) => {
    expect(found(text)).toEqual([`secret: ${wanted}`]);
  });

  it.each([
    "It tries root and admin:7ujmkoadmin9, a list of 61 default pairs.",
    "Password spraying with Winter2024 and its like.",
    "admin with PsExec64, root on Server2019, user with sha256sum",
    "error code 4471, key 12 of 40, pin 3 of the chip",
    "They typed commands; Winterlude2024 was the loader.",
    "The zip password of the sample, infected2024x, is known.",
  ])("are not seen in lists, guesses, products and samples: %s", (text) => {
    expect(found(text)).toEqual([]);
  });
});

describe("keys, tokens and phrases that no form tells", () => {
  it.each([
    ["it sent the deploy key ghx_R7vQe20LmUuTa91Zk4 out", "ghx_R7vQe20LmUuTa91Zk4"],
    ["vault root token was hvs.CAESIJz81mQpT4xWvLr02 in a configmap", "hvs.CAESIJz81mQpT4xWvLr02"],
    ["Steam key batch also: 9QX4K-TT2LB-0WZ7M still works", "9QX4K-TT2LB-0WZ7M"],
    ["The old one, urg_es_4fTn81bLqz, is in git history, so revoke", "urg_es_4fTn81bLqz"],
    ["Our key in env.php, 7f3a9c0d51e84be2, was read", "7f3a9c0d51e84be2"],
    ["client_secret in the script is Zx8~Qm.7f-PlK22vAoR", "Zx8~Qm.7f-PlK22vAoR"],
  ])("are held where the words around them tell: %s", (text, key) => {
    expect(found(text)).toEqual([`secret: ${key} ?`]);
  });

  it.each([
    ["the password for ringing ops is melon orchard kite", "melon orchard kite"],
    ["the vpn psk is grey-herring-basket and on a wiki page", "grey-herring-basket"],
    ["SNMP community f1sh-n-ch1ps on all switches", "f1sh-n-ch1ps"],
    ["2FA backup codes: 1938-4471, 2210-9937", "1938-4471, 2210-9937"],
    ["ConvertTo-SecureString 'Pelican.22' -AsPlainText", "Pelican.22"],
    ['<add key="SmtpPassword" value="postbox9" />', "postbox9"],
    ["plink -pw Trombone5 root@10.1.2.3", "Trombone5"],
    ["Cookie: session=9f8e7d6c5b4a39281706", "9f8e7d6c5b4a39281706"],
  ])("are told by what is written before them: %s", (text, secret) => {
    expect(found(text)).toEqual([`secret: ${secret}`]);
  });

  it.each([
    "mutex key a91Kx92LmQ1z of the malware, RC4 key b81Kx92LmQ1z in the loader",
    "SSH host key SHA256:uNiVztksCsDhcc0u9e8BgrJXVGDPhPzTfS1Wd4mBBDg",
    "password: see the vault entry. The password was changed last week.",
    "net user help2 P@ssw0rd123 /add",
    "the attacker's zip password: winter88x",
  ])("are not what attackers chose, or what a sentence says of one: %s", (text) => {
    expect(found(text)).toEqual([]);
  });
});
