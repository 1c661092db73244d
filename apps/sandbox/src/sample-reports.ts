/**
 * The sample world: what invented companies reported before you came. No name or address in it belongs
 * to anybody: names under .example (RFC 2606), addresses of RFC 5737, hashes of words.
 */

import { createHash } from "node:crypto";

import { bareReport, type Observable, type ReportBody } from "@tocsin/wire";

interface Campaign {
  readonly malware: readonly string[];
  readonly technologies: readonly string[];
  readonly techniques: readonly string[];
  readonly vulnerabilities: readonly string[];
  readonly domains: readonly string[];
  readonly addresses: readonly string[];
  /** Path of its URLs on each domain. */
  readonly path: string;
  /** One line for each company that it hit. */
  readonly victims: readonly Victim[];
}

interface Victim {
  readonly kind: ReportBody["kind"];
  readonly determination: ReportBody["determination"];
  readonly stage: NonNullable<ReportBody["stage"]>;
  readonly note: string;
}

const incident = (stage: Victim["stage"], note: string): Victim => ({
  kind: "incident",
  determination: "confirmed",
  stage,
  note,
});
const nearMiss = (stage: Victim["stage"], note: string): Victim => ({
  kind: "near-miss",
  determination: "blocked",
  stage,
  note,
});

const campaigns: readonly Campaign[] = [
  {
    malware: ["AsyncRAT"],
    technologies: ["Microsoft 365"],
    techniques: ["T1566.002", "T1204.001", "T1114.002"],
    vulnerabilities: [],
    domains: ["invoice-harborline.example", "portal-harborline.example", "harborline-pay.example"],
    addresses: ["198.51.100.140", "198.51.100.141"],
    path: "/pay/index.html",
    victims: [
      nearMiss(
        "delivery",
        "Two clerks were asked to change bank details; the mail filter held the second.",
      ),
      incident("foothold", "One mailbox was read through a stolen session; no payment was made."),
      nearMiss("delivery", "Stopped by a hardware key at sign-in."),
      incident("collection", "Inbox rule moved answers to the RSS folder."),
      nearMiss("delivery", "Reported by a user within four minutes."),
    ],
  },
  {
    malware: ["Cobalt Strike"],
    technologies: ["Citrix NetScaler"],
    techniques: ["T1190", "T1505.003", "T1071.001"],
    vulnerabilities: ["CVE-2026-21413"],
    domains: ["cdn-statics-node.example", "edge-telemetry-hub.example"],
    addresses: ["203.0.113.77", "203.0.113.80"],
    path: "/newimage.asp",
    victims: [
      incident("control", "Web shell beside the logon page; found by file integrity check."),
      incident("movement", "Service account reused from the gateway to a file server."),
      nearMiss("reconnaissance", "Patched six hours before the first probe."),
      incident("foothold", "Memory-only implant; gone after restart, back within a day."),
    ],
  },
  {
    malware: ["LockBit"],
    technologies: ["VMware ESXi", "Veeam Backup"],
    techniques: ["T1486", "T1490", "T1021.004", "T1562.001"],
    vulnerabilities: ["CVE-2026-30118"],
    domains: ["files-relay-eu.example", "upload-depot.example"],
    addresses: ["192.0.2.61", "192.0.2.62"],
    path: "/gate.php",
    victims: [
      incident("impact", "Hypervisors encrypted at night; offline copies were untouched."),
      incident("exfiltration", "Archive tool renamed to a system process; upload over HTTPS."),
      nearMiss("movement", "Alert on new local administrator; host isolated in nine minutes."),
      incident("recovered", "Restored in three days; backup console now on its own network."),
    ],
  },
  {
    malware: ["Mimikatz"],
    technologies: ["Okta", "Microsoft Entra ID"],
    techniques: ["T1621", "T1078.004", "T1098"],
    vulnerabilities: [],
    domains: ["sso-helpdesk-verify.example", "okta-reset-desk.example"],
    addresses: ["198.51.100.9", "198.51.100.10"],
    path: "/verify",
    victims: [
      incident("foothold", "Help desk was talked into resetting a second factor by telephone."),
      nearMiss("delivery", "Number matching stopped fourteen push requests."),
      incident("movement", "New device enrolled in minutes; session tokens revoked by hand."),
      nearMiss("delivery", "Caller knew the manager's name but not the call-back code."),
    ],
  },
  {
    malware: ["QakBot"],
    technologies: ["Microsoft Outlook"],
    techniques: ["T1566.001", "T1059.001", "T1547.001"],
    vulnerabilities: [],
    domains: ["docs-exchange-share.example", "scan-delivery.example"],
    addresses: ["203.0.113.140"],
    path: "/d/attachment.zip",
    victims: [
      nearMiss("delivery", "Reply in an old thread with an archive; macro policy blocked it."),
      incident("control", "Beacon every ninety seconds; noticed in the DNS log."),
      nearMiss("foothold", "Endpoint protection stopped the script host."),
    ],
  },
  {
    malware: ["Sakula"],
    technologies: ["Claims platform", "Citrix NetScaler"],
    techniques: ["T1566.002", "T1553.002", "T1213"],
    vulnerabilities: [],
    domains: ["vpn-certificate-renewal.example", "extcitrix-update.example"],
    addresses: ["203.0.113.77", "198.51.100.23"],
    path: "/renew/index.php",
    victims: [
      nearMiss("delivery", "Administrators were offered a signed certificate installer."),
      incident("collection", "A query on the member index ran under an administrator's account."),
    ],
  },
  {
    malware: ["XMRig"],
    technologies: ["Kubernetes"],
    techniques: ["T1610", "T1496"],
    vulnerabilities: ["CVE-2026-11870"],
    domains: ["pool-eu-west.example"],
    addresses: ["192.0.2.200"],
    path: "/api/v1/job",
    victims: [
      incident("impact", "Open dashboard; miners on twelve nodes for two days."),
      nearMiss("reconnaissance", "Admission policy refused the image."),
      incident("recovered", "Cloud bill gave it away before any alert."),
    ],
  },
  {
    malware: ["Remcos"],
    technologies: ["SAP NetWeaver"],
    techniques: ["T1190", "T1105"],
    vulnerabilities: ["CVE-2026-27730"],
    domains: ["partner-edi-sync.example"],
    addresses: ["192.0.2.17"],
    path: "/upload.jsp",
    victims: [
      incident(
        "foothold",
        "File upload without authentication; server was on the internet by mistake.",
      ),
      nearMiss("reconnaissance", "Virtual patch in the proxy held."),
      incident("control", "Scheduled task brought it back after cleaning."),
    ],
  },
  {
    malware: ["Raspberry Robin"],
    technologies: ["Microsoft Windows"],
    techniques: ["T1091", "T1218.007"],
    vulnerabilities: [],
    domains: ["q7.example", "u0.example"],
    addresses: ["203.0.113.9"],
    path: "/x",
    victims: [
      nearMiss("delivery", "Found on a stick from a trade fair; autorun is off here."),
      incident("foothold", "Shortcut on a stick started the installer service."),
    ],
  },
];

/** One body for each company hit, in the campaigns' order; `expires` is the day until which to act. */
export function sampleReports(expires: string): ReportBody[] {
  return campaigns.flatMap((campaign) =>
    campaign.victims.map((victim, at) => bodyOf(campaign, victim, at, expires)),
  );
}

function bodyOf(campaign: Campaign, victim: Victim, at: number, expires: string): ReportBody {
  const words = (names: readonly string[], fieldClass: "B" | "C" | "D") =>
    names.map((name) => ({ name, class: fieldClass }));
  return bareReport({
    kind: victim.kind,
    determination: victim.determination,
    stage: victim.stage,
    expires,
    technologies: words(campaign.technologies, "C"),
    observables: observablesOf(campaign, at),
    techniques: campaign.techniques.map((id) => ({ id, class: "B" })),
    vulnerabilities: campaign.vulnerabilities.map((id) => ({ id, class: "C" })),
    malware: words(campaign.malware, "B"),
    notes: [{ text: victim.note, class: "B" }],
  });
}

/** Each company saw a part of the whole: two neighbours share at least one value. */
function observablesOf(campaign: Campaign, at: number): Observable[] {
  const { domains, addresses, path, malware } = campaign;
  const domain = domains[at % domains.length] ?? "";
  const it = (type: string, value: string, role: Observable["role"]): Observable => ({
    type,
    value,
    role,
    confidence: "high",
    class: "E",
  });
  return [
    it("domain", domain, "command-and-control"),
    it("ipv4", addresses[at % addresses.length] ?? "", "command-and-control"),
    it("url", `https://${domain}${path}`, "delivery"),
    it("sha256", sha256(`${malware.join()} loader ${String(at % 2)}`), "payload"),
    it("sha256", sha256(`${domain} ${String(at)}`), "payload"),
  ];
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
