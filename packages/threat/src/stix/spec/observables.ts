/** Cyber-observable objects, STIX 2.1 §6. */

import { observableObject as object } from "./common.ts";
import {
  binary,
  bool,
  type Check,
  dictionary,
  hashes,
  hex,
  integer,
  isFields,
  list,
  oneOf,
  text,
  timestamp,
} from "./kinds.ts";
import { domainValue, emailValue, ipv4Value, ipv6Value, urlValue } from "./network-values.ts";
import { ref, refs } from "./references.ts";
import {
  atLeastOne,
  embedded,
  inOrder,
  needs,
  notTogether,
  type Rule,
  structure,
  type Structure,
} from "./structure.ts";

const count = integer(0);
const port = integer(0, 65_535);
const common = new Set([
  "type",
  "id",
  "spec_version",
  "object_marking_refs",
  "granular_markings",
  "defanged",
]);

const mimePart = embedded(
  structure(
    {
      body: text,
      body_raw_ref: ref("artifact", "file"),
      content_type: text,
      content_disposition: text,
    },
    [],
    atLeastOne("body", "body_raw_ref"),
  ),
);

const multipart: Rule = (message, found) => {
  const isMultipart = message["is_multipart"];
  if (isMultipart === true && Object.hasOwn(message, "body")) {
    found.error("unexpected", "only where is_multipart is false", "body");
  }
  if (isMultipart === false && Object.hasOwn(message, "body_multipart")) {
    found.error("unexpected", "only where is_multipart is true", "body_multipart");
  }
};

const ended: Rule = (traffic, found) => {
  if (Object.hasOwn(traffic, "end") && traffic["is_active"] === true) {
    found.error("unexpected", "traffic that is active has no end", "end");
  }
};

/** Of those whose properties are all optional one must be there, STIX 2.1 §6.13, §6.16 to §6.18. */
const saysSomething: Rule = (object, found) => {
  if (!Object.keys(object).some((name) => !common.has(name))) {
    found.error("missing", "at least one property of its own is required");
  }
};

const registryValue = embedded(
  structure(
    {
      name: text,
      data: text,
      data_type: oneOf(
        "REG_NONE",
        "REG_SZ",
        "REG_EXPAND_SZ",
        "REG_BINARY",
        "REG_DWORD",
        "REG_DWORD_BIG_ENDIAN",
        "REG_DWORD_LITTLE_ENDIAN",
        "REG_LINK",
        "REG_MULTI_SZ",
        "REG_RESOURCE_LIST",
        "REG_FULL_RESOURCE_DESCRIPTION",
        "REG_RESOURCE_REQUIREMENTS_LIST",
        "REG_QWORD",
        "REG_INVALID_TYPE",
      ),
    },
    [],
    atLeastOne("name", "data", "data_type"),
  ),
);

/** Root keys are written out, never shortened. STIX 2.1 §6.17. */
const registryKey: Check = (value, found) => {
  if (typeof value !== "string") found.error("kind", "must be a string");
  else if (/^(?:HKLM|HKCU|HKCR|HKU|HKCC)(?:\\|$)/i.test(value)) {
    found.error("format", "the root key must be written out");
  }
};

const certificateTexts = [
  "version",
  "serial_number",
  "signature_algorithm",
  "issuer",
  "subject",
  "subject_public_key_algorithm",
  "subject_public_key_modulus",
];

const v3Extensions = embedded(
  structure(
    {
      ...every(text, [
        "basic_constraints",
        "name_constraints",
        "policy_constraints",
        "key_usage",
        "extended_key_usage",
        "subject_key_identifier",
        "authority_key_identifier",
        "subject_alternative_name",
        "issuer_alternative_name",
        "subject_directory_attributes",
        "crl_distribution_points",
        "inhibit_any_policy",
        "certificate_policies",
        "policy_mappings",
      ]),
      private_key_usage_period_not_before: timestamp,
      private_key_usage_period_not_after: timestamp,
    },
    [],
  ),
);

const header: Check = (value, found) => {
  if (Array.isArray(value)) list(text)(value, found);
  else text(value, found);
};

const fileTimes = { ctime: timestamp, mtime: timestamp, atime: timestamp };
const address = {
  value: text,
  resolves_to_refs: refs("mac-addr"),
  belongs_to_refs: refs("autonomous-system"),
};
const endpoint = ref("ipv4-addr", "ipv6-addr", "mac-addr", "domain-name");

const hosts: readonly (readonly [string, Structure])[] = [
  ["autonomous-system", object({ number: count, name: text, rir: text }, ["number"])],
  [
    "domain-name",
    object(
      { value: text, resolves_to_refs: refs("ipv4-addr", "ipv6-addr", "domain-name") },
      ["value"],
      domainValue,
    ),
  ],
  ["ipv4-addr", object(address, ["value"], ipv4Value)],
  ["ipv6-addr", object(address, ["value"], ipv6Value)],
  ["mac-addr", object({ value: macAddress }, ["value"])],
  ["url", object({ value: text }, ["value"], urlValue)],
  [
    "network-traffic",
    object(
      {
        start: timestamp,
        end: timestamp,
        is_active: bool,
        src_ref: endpoint,
        dst_ref: endpoint,
        src_port: port,
        dst_port: port,
        protocols: list(text),
        src_byte_count: count,
        dst_byte_count: count,
        src_packets: count,
        dst_packets: count,
        ipfix: dictionary(),
        src_payload_ref: ref("artifact"),
        dst_payload_ref: ref("artifact"),
        encapsulates_refs: refs("network-traffic"),
        encapsulated_by_ref: ref("network-traffic"),
      },
      ["protocols"],
      atLeastOne("src_ref", "dst_ref"),
      inOrder("start", "end"),
      ended,
    ),
  ],
];

const mail: readonly (readonly [string, Structure])[] = [
  [
    "email-addr",
    object(
      { value: text, display_name: text, belongs_to_ref: ref("user-account") },
      ["value"],
      emailValue,
    ),
  ],
  [
    "email-message",
    object(
      {
        is_multipart: bool,
        date: timestamp,
        content_type: text,
        from_ref: ref("email-addr"),
        sender_ref: ref("email-addr"),
        to_refs: refs("email-addr"),
        cc_refs: refs("email-addr"),
        bcc_refs: refs("email-addr"),
        message_id: text,
        subject: text,
        received_lines: list(text),
        additional_header_fields: dictionary(header),
        body: text,
        body_multipart: list(mimePart),
        raw_email_ref: ref("artifact"),
      },
      ["is_multipart"],
      multipart,
    ),
  ],
];

const files: readonly (readonly [string, Structure])[] = [
  [
    "artifact",
    object(
      {
        mime_type: text,
        payload_bin: binary,
        url: text,
        hashes,
        encryption_algorithm: oneOf("AES-256-GCM", "ChaCha20-Poly1305", "mime-type-indicated"),
        decryption_key: text,
      },
      [],
      atLeastOne("payload_bin", "url"),
      notTogether("payload_bin", "url"),
      needs("url", "hashes"),
      needs("decryption_key", "encryption_algorithm"),
    ),
  ],
  [
    "directory",
    object({ path: text, path_enc: text, ...fileTimes, contains_refs: refs("file", "directory") }, [
      "path",
    ]),
  ],
  [
    "file",
    object(
      {
        hashes,
        size: count,
        name: text,
        name_enc: text,
        magic_number_hex: hex,
        mime_type: text,
        ...fileTimes,
        parent_directory_ref: ref("directory"),
        contains_refs: refs(),
        content_ref: ref("artifact"),
      },
      [],
      atLeastOne("hashes", "name"),
    ),
  ],
];

const hostStates: readonly (readonly [string, Structure])[] = [
  ["mutex", object({ name: text }, ["name"])],
  [
    "process",
    object(
      {
        is_hidden: bool,
        pid: integer(),
        created_time: timestamp,
        cwd: text,
        command_line: text,
        environment_variables: dictionary(text),
        opened_connection_refs: refs("network-traffic"),
        creator_user_ref: ref("user-account"),
        image_ref: ref("file"),
        parent_ref: ref("process"),
        child_refs: refs("process"),
      },
      [],
      saysSomething,
    ),
  ],
  [
    "software",
    object(
      { name: text, cpe: cpeName, swid: text, languages: list(text), vendor: text, version: text },
      ["name"],
    ),
  ],
  [
    "user-account",
    object(
      {
        ...every(text, ["user_id", "credential", "account_login", "account_type", "display_name"]),
        ...every(bool, ["is_service_account", "is_privileged", "can_escalate_privs"]),
        is_disabled: bool,
        ...every(timestamp, [
          "account_created",
          "account_expires",
          "credential_last_changed",
          "account_first_login",
          "account_last_login",
        ]),
      },
      [],
      saysSomething,
    ),
  ],
  [
    "windows-registry-key",
    object(
      {
        key: registryKey,
        values: list(registryValue),
        modified_time: timestamp,
        creator_user_ref: ref("user-account"),
        number_of_subkeys: count,
      },
      [],
      saysSomething,
    ),
  ],
  [
    "x509-certificate",
    object(
      {
        is_self_signed: bool,
        hashes,
        ...every(text, certificateTexts),
        validity_not_before: timestamp,
        validity_not_after: timestamp,
        subject_public_key_exponent: integer(),
        x509_v3_extensions: v3Extensions,
      },
      [],
      saysSomething,
    ),
  ],
];

export const observables: ReadonlyMap<string, Structure> = new Map([
  ...hosts,
  ...mail,
  ...files,
  ...hostStates,
]);

function macAddress(value: unknown, found: Parameters<Check>[1]): void {
  if (typeof value !== "string") found.error("kind", "must be a string");
  else if (!/^(?:[0-9a-f]{2}:){5}[0-9a-f]{2}$/.test(value)) {
    found.error("format", "must be six lower-case pairs joined by colons");
  }
}

function cpeName(value: unknown, found: Parameters<Check>[1]): void {
  if (typeof value !== "string") found.error("kind", "must be a string");
  else if (!value.startsWith("cpe:2.3:")) found.error("format", "must be a CPE 2.3 name");
}

function every(check: Check, names: readonly string[]): Record<string, Check> {
  return Object.fromEntries(names.map((name) => [name, check]));
}

/** `objects` of observed data, as it was before 2.1: numbered observables without ids. */
export const numberedObservables: Check = (value, found) => {
  found.warn("custom", "is deprecated; use object_refs");
  if (!isFields(value)) found.error("kind", "must be an object");
  else if (Object.keys(value).length === 0) found.error("empty", "must not be empty");
};
