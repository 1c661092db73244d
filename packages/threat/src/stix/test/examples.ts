/** One object of each type, shaped after the examples of STIX 2.1; indicators are of the RFCs' documentation ranges. */

type Example = Readonly<Record<string, unknown>>;

const uuid = "8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f";
const versioned = {
  spec_version: "2.1",
  created: "2016-04-06T20:03:48.000Z",
  modified: "2016-04-06T20:03:48.123Z",
};

function id(type: string): string {
  return `${type}--${uuid}`;
}

function knowledge(type: string, properties: Example): Example {
  return { type, id: id(type), ...versioned, ...properties };
}

function observable(type: string, properties: Example): Example {
  return { type, id: id(type), spec_version: "2.1", ...properties };
}

const phases = [{ kill_chain_name: "lockheed-martin-cyber-kill-chain", phase_name: "delivery" }];
const seen = { first_seen: "2016-01-01T00:00:00Z", last_seen: "2016-01-01T00:00:00.5Z" };
const md5 = "d41d8cd98f00b204e9800998ecf8427e";

const intelligence: readonly Example[] = [
  knowledge("attack-pattern", {
    name: "Spear phishing",
    external_references: [{ source_name: "capec", external_id: "CAPEC-163" }],
    kill_chain_phases: phases,
  }),
  knowledge("campaign", { name: "Green group", objective: "money", ...seen }),
  knowledge("course-of-action", { name: "Block port 80" }),
  knowledge("grouping", { context: "suspicious-activity", object_refs: [id("indicator")] }),
  knowledge("identity", { name: "A member", identity_class: "class", sectors: ["retail"] }),
  knowledge("incident", { name: "Incident 43" }),
  knowledge("indicator", {
    created_by_ref: id("identity"),
    labels: ["a"],
    confidence: 55,
    lang: "en-GB",
    revoked: false,
    object_marking_refs: ["marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487"],
    granular_markings: [{ lang: "fr", selectors: ["name", "labels.[0]"] }],
    external_references: [{ source_name: "x", url: "https://report.example/a?b=c#d" }],
    name: "File hash",
    indicator_types: ["malicious-activity"],
    pattern: `[file:hashes.MD5 = '${md5}']`,
    pattern_type: "stix",
    pattern_version: "2.1",
    valid_from: "2016-01-01T00:00:00Z",
    valid_until: "2017-01-01T00:00:00Z",
    kill_chain_phases: phases,
  }),
  knowledge("infrastructure", {
    name: "C2",
    infrastructure_types: ["command-and-control"],
    ...seen,
  }),
  knowledge("intrusion-set", { name: "Bobcat", goals: ["credentials"], ...seen }),
  knowledge("location", { latitude: 48.8, longitude: 2.3, precision: 10 }),
  knowledge("malware", {
    name: "Cryptolocker",
    is_family: true,
    malware_types: ["ransomware"],
    sample_refs: [id("file")],
    ...seen,
  }),
  knowledge("malware-analysis", {
    product: "scanner",
    result: "malicious",
    sample_ref: id("file"),
  }),
  knowledge("note", { content: "Seen twice", object_refs: [id("indicator")] }),
  knowledge("observed-data", {
    first_observed: "2015-12-21T19:00:00Z",
    last_observed: "2015-12-21T19:00:00Z",
    number_observed: 50,
    object_refs: [id("file"), id("relationship")],
  }),
  knowledge("opinion", { opinion: "agree", object_refs: [id("relationship")] }),
  knowledge("report", {
    name: "Black vine",
    published: "2016-01-20T17:00:00Z",
    object_refs: [id("indicator"), id("x-acme-thing")],
  }),
  knowledge("threat-actor", { name: "Evil Org", threat_actor_types: ["crime-syndicate"], ...seen }),
  knowledge("tool", { name: "VNC", tool_types: ["remote-access"], tool_version: "1" }),
  knowledge("vulnerability", {
    name: "CVE-2016-1234",
    external_references: [{ source_name: "cve", external_id: "CVE-2016-1234" }],
  }),
  knowledge("relationship", {
    relationship_type: "indicates",
    source_ref: id("indicator"),
    target_ref: id("malware"),
    start_time: "2016-01-01T00:00:00Z",
    stop_time: "2016-01-01T00:00:01Z",
  }),
  knowledge("sighting", {
    sighting_of_ref: id("indicator"),
    observed_data_refs: [id("observed-data")],
    where_sighted_refs: [id("identity")],
    count: 3,
    summary: false,
    ...seen,
  }),
];

const hosts: readonly Example[] = [
  observable("artifact", {
    payload_bin: "VBORw0KGgoAAAA==",
    mime_type: "image/png",
    defanged: true,
  }),
  observable("autonomous-system", { number: 15139, name: "Slime", rir: "ARIN" }),
  observable("directory", { path: "/usr", contains_refs: [id("file")] }),
  observable("domain-name", { value: "malware.example" }),
  observable("email-addr", { value: "a@malware.example", display_name: "A" }),
  observable("email-message", {
    is_multipart: true,
    from_ref: id("email-addr"),
    additional_header_fields: { "X-Mailer": ["a"], "Content-Type": "b" },
    body_multipart: [{ content_type: "text/plain", body: "x" }],
  }),
  observable("file", {
    hashes: { MD5: md5, SSDEEP: "3:abc/+:d" },
    size: 5,
    name: "a.pdf",
    magic_number_hex: "a1b2",
    ctime: "2016-12-21T19:00:00Z",
    extensions: {
      "archive-ext": { contains_refs: [id("file")] },
      "pdf-ext": { version: "1.7", document_info_dict: { Title: "x" } },
      "raster-image-ext": { image_height: 1, exif_tags: { Make: "x", Rating: 4 } },
      "windows-pebinary-ext": {
        pe_type: "exe",
        imphash: md5,
        machine_hex: "014c",
        optional_header: { magic_hex: "010b", size_of_code: 1 },
        sections: [{ name: "CODE", entropy: 0.061089 }],
      },
    },
  }),
  observable("ipv4-addr", { value: "198.51.100.0/24", belongs_to_refs: [id("autonomous-system")] }),
  observable("ipv6-addr", { value: "2001:db8::1" }),
  observable("mac-addr", { value: "d2:fb:49:24:37:18" }),
  observable("mutex", { name: "__CLEAN__" }),
  observable("network-traffic", {
    src_ref: id("ipv4-addr"),
    dst_port: 443,
    protocols: ["ipv4", "tcp"],
    start: "2016-01-01T00:00:00Z",
    end: "2016-01-01T00:00:01Z",
    is_active: false,
    extensions: {
      "http-request-ext": {
        request_method: "get",
        request_value: "/x",
        request_header: { "User-Agent": ["a", "b"] },
      },
      "icmp-ext": { icmp_type_hex: "08", icmp_code_hex: "00" },
      "socket-ext": { address_family: "AF_INET", options: { SO_REUSEADDR: 1 } },
      "tcp-ext": { src_flags_hex: "00000002" },
    },
  }),
  observable("process", {
    pid: 1221,
    command_line: "gedit",
    extensions: {
      "windows-process-ext": { aslr_enabled: true, integrity_level: "high" },
      "windows-service-ext": { service_name: "s", start_type: "SERVICE_AUTO_START" },
    },
  }),
  observable("software", {
    name: "Word",
    cpe: "cpe:2.3:a:vendor:word:2000:*:*:*:*:*:*:*",
    languages: ["en"],
  }),
  observable("url", { value: "https://malware.example/a" }),
  observable("user-account", {
    user_id: "1001",
    is_privileged: false,
    account_created: "2016-01-20T12:31:12Z",
    extensions: { "unix-account-ext": { gid: 1001, groups: ["wheel"] } },
  }),
  observable("windows-registry-key", {
    key: "HKEY_LOCAL_MACHINE\\system\\bar",
    values: [{ name: "Foo", data: "qwerty", data_type: "REG_SZ" }],
  }),
  observable("x509-certificate", {
    serial_number: "36:f7",
    validity_not_before: "2016-03-12T12:00:00Z",
    x509_v3_extensions: { basic_constraints: "critical" },
  }),
];

const meta: readonly Example[] = [
  knowledge("extension-definition", {
    created_by_ref: id("identity"),
    name: "Extension",
    schema: "https://schema.example/v1",
    version: "1.2.1",
    extension_types: ["toplevel-property-extension"],
    extension_properties: ["toxicity"],
  }),
  knowledge("language-content", {
    object_ref: id("campaign"),
    object_modified: "2017-02-08T21:31:22.007Z",
    contents: { de: { name: "Bank" }, "fr-CA": { name: "Banque" } },
  }),
  {
    type: "marking-definition",
    spec_version: "2.1",
    id: "marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9",
    created: "2017-01-20T00:00:00.000Z",
    definition_type: "tlp",
    name: "TLP:WHITE",
    definition: { tlp: "white" },
  },
  {
    type: "marking-definition",
    spec_version: "2.1",
    id: id("marking-definition"),
    created: "2017-01-20T00:00:00.000Z",
    definition_type: "statement",
    definition: { statement: "Copyright 2019" },
  },
];

export const examples: readonly Example[] = [...intelligence, ...hosts, ...meta];
