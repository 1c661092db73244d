/** Words by which {@link lintMeasure} tells what a measure does, and to whose systems. English alone. */

export type Words = ReadonlySet<string>;

function words(list: string): Words {
  return new Set(list.split(/\s+/));
}

/** With their forms: "wipe" gives wipes, wiped, wiping. */
function verbs(list: string): Words {
  return new Set(list.split(/\s+/).flatMap(formsOf));
}

/** One that doubles its last letter is written with it: "shut-t". */
function formsOf(entry: string): string[] {
  const [base = "", doubled] = entry.split("-");
  if (doubled !== undefined)
    return [base, `${base}s`, `${base}${doubled}ed`, `${base}${doubled}ing`];
  if (base.endsWith("e")) return [base, `${base}s`, `${base}d`, `${base.slice(0, -1)}ing`];
  if (/[^aeiou]y$/.test(base)) {
    return [base, `${base.slice(0, -1)}ies`, `${base.slice(0, -1)}ied`, `${base}ing`];
  }
  const plural = /(?:s|x|z|ch|sh)$/.test(base) ? `${base}es` : `${base}s`;
  return [base, plural, `${base}ed`, `${base}ing`];
}

/** Whoever attacks. */
export const persons = words(
  "attacker attackers adversary adversaries actor actors intruder intruders hacker hackers criminal criminals " +
    "operator operators gang gangs crew crews perpetrator perpetrators offender offenders opponent opponents thief " +
    "thieves crook crooks scammer scammers fraudster fraudsters spammer spammers extortionist extortionists " +
    "extorter negotiator sender senders culprit culprits phisher phishers",
);

/** What of a computer can be somebody else's. */
export const systems = words(
  "server servers host hosts machine machines system systems infrastructure network networks box boxes panel panels " +
    "device devices computer computers laptop laptops pc pcs phone phones site sites website websites page pages form forms " +
    "portal portals shop shops kit kits domain domains controller controllers backend backends database databases storage drop " +
    "drops repository repositories mailbox mailboxes inbox ip ips address addresses vps vm vms instance instances " +
    "bucket buckets ftp sftp listener listeners blog blogs forum router routers wallet wallets cloud node nodes nas " +
    "disk disks drive drives proxy proxies relay relays gateway gateways webmail backup backups archive loot smtp ssh firewall firewalls endpoint endpoints " +
    "account accounts telegram discord channel channels chat chats bot bots token hosting service services dns " +
    "installation equipment estate",
);

/** What attackers leave on systems of ours: to remove it is what a measure is for. */
export const leftBehind = words(
  "account accounts user users tool tools tooling key keys persistence rule rules task tasks job jobs session sessions " +
    "access foothold footholds malware implant implants shell shells backdoor backdoors beacon beacons mail mails " +
    "email emails message messages grant grants app apps script scripts process processes connection connections " +
    "traffic callback callbacks service services binary binaries payload payloads attachment attachments cookie " +
    "cookies entry entries record records certificate certificates group groups token tokens",
);

/** Systems that are somebody else's by their name alone. */
export const hostileSystems = words("c2 c2s botnet botnets zombies");

/** Before a system: it is the attacker's. */
export const hostileTraits = words(
  "c2 callback extortion negotiation drop exfil exfiltration staging phishing scam malicious hostile offending attacking scanning rogue fraudulent " +
    "fake leak booter stresser ransomware botnet bot malware source spoofed look-alike lookalike typosquatted",
);

/** Systems of those who have not agreed, though they attack nobody. */
export const bystanders = words(
  "supplier supplier's suppliers suppliers' vendor's vendors' customer's customers' partner's partners' victim victim's " +
    "victims victims' company's companies' member's members' peer's peers' neighbour's neighbours' neighbor's",
);
export const elsewhere = words("other another foreign third");
export const parties = words(
  "party parties victim victims company companies organisation organisations organization organizations member " +
    "members firm firms peer peers customer customers supplier suppliers",
);

export const own = words(
  "our ours own my internal local company tenant directory workstation workstations estate ad registry resolver " +
    "resolvers authorized_keys allowlist blocklist denylist",
);

/** Whose "their" it then is. */
export const ownPeople = words(
  "user users staff employee employees clerk clerks colleague colleagues admin admins administrator administrators " +
    "team teams client clients people person everyone anyone nobody everybody somebody recipients customer customers " +
    "supplier suppliers member members victim victims patient patients host hosts machine machines device devices " +
    "workstations endpoints process processes laptop laptops system systems server servers browser browsers account " +
    "accounts traffic malware implant beacon beacons sample samples sensor sensors anything something whoever",
);

/** Who may take something down, and does it lawfully. */
export const lawful = words(
  "registrar registrars registry hoster hosters provider providers isp isps police cert csirt authorities authority " +
    "court fbi europol interpol prosecutor prosecutors cisa ncsc regulator carrier abuse takedown " +
    "enforcement complaint report reported request requested requests asked ask asking notified notify",
);

/** What governs a verb so that it tells what is prevented, seen or asked for. */
export const guards = words(
  "not never don't didn't doesn't won't cannot can't mustn't no without avoid avoids avoiding refrain stop stops stopped " +
    "stopping prevent prevents prevented preventing block blocks blocked blocking deny denies denied denying detect " +
    "detects detected detecting detection alert alerts alerted alerting alarm alarms monitor monitors monitored " +
    "monitoring hunt hunts hunted hunting watch watched watching flag flags flagged flagging quarantine quarantined " +
    "isolate isolated isolating restrict restricted restricting limit limits limited limiting " +
    "forbid forbids forbidden warn warned warning refuse refused refuses rule rules signature signatures " +
    "query look log logs logged loggingidentify identified identifying protect protects protected",
);

/** After a guard it is none: "did not hesitate to". */
export const eager = words(
  "hesitate hesitated hesitating only just merely fail failed delay wait waited regret mercy limits",
);

/** Where another statement begins. */
export const turns = words("and but so then therefore while whereas yet plus");

export const relatives = words("that which who whom when whenever if where");

export const flooding = verbs(
  "ddos dos flood overload hammer saturate knock blast bombard swamp drown clog jam-m exhaust spam-m dossing",
);
export const floodProtection = words(
  "protection protections control controls guard mitigation mitigations detection filter filters scrubbing defence " +
    "defense shield provider",
);

export const destroying = new Set([
  ...verbs(
    "wipe delete destroy erase encrypt format-t corrupt brick deface crash disable sabotage kill poison purge " +
      "neutralise neutralize nuke zap-p trash empty cripple dismantle disrupt rename burn fill wreck ruin damage " +
      "terminate fry torch shred rm roast vandalise vandalize obliterate change alter modify",
  ),
  ...words(
    "reset resets resetting overwrite overwrites overwrote overwritten overwriting shut shuts shutting break breaks broke broken breaking " +
      "shutdown",
  ),
]);

/** "took the panel down", "switched their botnet off": the verb, and what follows behind its object. */
export const partsOfVerbs: readonly (readonly [verb: Words, particles: Words])[] = [
  [words("take takes took taken taking bring brings brought bringing"), words("down offline out")],
  [words("kick kicks kicked kicking throw throws threw force forces forced"), words("off offline")],
  [words("turn turns turned turning switch switches switched switching"), words("off")],
  [words("knock knocks knocked knocking blow blows blew"), words("down offline out over off")],
];

/** What a provider, registrar or the police may do. */
export const takingDown = new Set([
  ...verbs("disable seize suspend close remove block delete"),
  ...words(
    "take takes took taken taking shut shuts shutting turned switched bring brought shutdown",
  ),
]);

/** No honest contact with a system of others. */
export const entering = new Set([
  ...verbs(
    "hack breach exploit compromise infiltrate penetrate hijack root pwn infect brute phish spearphish seize implant " +
      "intrude subvert commandeer burgle pop-p",
  ),
  ...words(
    "broke break breaks breaking ssh ssh'd ssh'ed telnet telnetted rdp rdp'd sqlmap metasploit",
  ),
]);

/** What anyone's machine may do to a system of others; we must not. */
export const contacting = new Set([
  ...verbs("access enter connect log-g sign"),
  ...words("get gets got getting gain gains gained gaining obtain obtained logon login"),
]);

export const placing = new Set([
  ...verbs("install implant plant-t deploy place drop-p inject upload"),
  ...words("plant plants planted planting put puts putting"),
]);

export const taking = new Set([
  ...verbs(
    "retrieve recover download dump exfiltrate copy pull fetch grab-b scrape rescue siphon collect reclaim",
  ),
  ...words("steal steals stole stolen stealing take takes took taken taking get got"),
]);

/** To systems of those who did not ask for it. */
export const repairing = verbs(
  "uninstall remove clean delete patch disinfect update fix repair vaccinate inoculate",
);

export const sending = new Set([
  ...verbs(
    "serve upload push issue slip-p mail email reply replies replied release unleash answer post submit broadcast offer ship-p",
  ),
  ...words(
    "send sends sent sending feed feeds fed feeding give gives gave giving let lets letting set",
  ),
]);

/** What does harm where it arrives. */
export const harmful = words(
  "malware virus wiper worm exploit ransomware trojan rootkit keylogger implant implants spyware rat bomb stealer " +
    "poisoned malicious weaponised weaponized infected trojanised trojanized boobytrapped trapped malformed backdoored",
);

/** What nobody wants in a database. */
export const noise = words("junk garbage noise bogus fake false random rubbish trash nonsense");
export const volume = words(
  "million millions thousand thousands hundreds terabytes gigabytes volume flood masses endless looped continuously",
);
