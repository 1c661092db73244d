import { expect, test } from "vitest";
import { foundBesideValues as found } from "../../testing.ts";

test.each([
  // An initial and a family name.
  ["The session of jnieminen was used at night.", ["username: jnieminen"]],
  ["Old token of the guest ext-kpatel2 still worked.", ["username: ext-kpatel2"]],
  // Words of no list behind one for accounts, and those that follow it.
  ["Three accounts: ura_14, brk_9 and mlahtinen.", ["ura_14", "brk_9", "mlahtinen"]],
  ["Her login (coolair-svc) worked on both.", ["username: coolair-svc"]],
  ["Analyst dyoon, then Marta.", ["username: dyoon"]],
  ["We reset admin dyoon and asked technician rmoss.", ["username: dyoon", "username: rmoss"]],
  ["It ran as kailager-adm from the jump box.", ["username: kailager-adm"]],
  ["vpn log: 02:11 kwame.o up, 02:12 fatima.zahra down", ["kwame.o", "username: fatima.zahra"]],
  ["The account norvik\\svc_veeam with rights on all.", ["norvik\\svc_veeam"]],
] as const)("%j names an account", (text, wanted) => {
  const all = found(text);
  for (const one of wanted) expect(all.some((it) => it.includes(one))).toBe(true);
});

test.each([
  ["pw was Kofi&Ama2019 for both", "secret: Kofi&Ama2019"],
  ["with the sa password Fluor#1987.", "secret: Fluor#1987"],
  ["heslo Lezak12! se nezmenilo", "secret: Lezak12!"],
  ["opened with Hafen!Kante_88, then left", "secret: Hafen!Kante_88"],
  ["DB_PASS=Murmel_bunt!77", "secret: Murmel_bunt!77"],
  ["key ctsl_live_9fQ2vR7mZk41 in the build", "secret: ctsl_live_9fQ2vR7mZk41"],
  ["uses acme_key_9fq2vr7mzk41 still", "secret: acme_key_9fq2vr7mzk41"],
  ["uses rk-prod-51BdGq8ZkT0wXe44 still", "secret: rk-prod-51BdGq8ZkT0wXe44"],
])("%j holds a password or a key", (text, wanted) => {
  expect(found(text)).toContain(wanted);
});

test.each([
  "Enforce account lockouts and user provisioning.",
  "nmap -p 2323,8883 from the scanner",
  "Authorization: AWS4-HMAC-SHA256",
  "built with C#11 and R&D2024 plans? no",
  "The service nxc_svc starts the loader.",
  "grep -c 'a!=1' file && echo x%20y",
])("%j holds neither", (text) => {
  expect(found(text).filter((it) => /^(?:username|secret)/.test(it))).toEqual([]);
});

test.each([
  ["Wade (432-555-0171) at the valve", "phone: 432-555-0171"],
  ["linha (31) 95550-0184, falou", "phone: (31) 95550-0184"],
  ["call (614) 555-0147 now", "phone: (614) 555-0147"],
])("%j holds a phone number", (text, wanted) => {
  expect(found(text)).toContain(wanted);
});
