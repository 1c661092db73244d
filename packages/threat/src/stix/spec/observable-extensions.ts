/** The extensions of observables that the standard defines, STIX 2.1 §6.7 to §6.17. */

import {
  bool,
  type Check,
  dictionary,
  float,
  hashes,
  hex,
  integer,
  list,
  oneOf,
  text,
  timestamp,
} from "./kinds.ts";
import { timestampPrecision } from "../timestamp.ts";
import { ref, refs } from "./references.ts";
import { embedded, type Rule, structure } from "./structure.ts";

const count = integer(0);

const notEmpty: Rule = (object, found) => {
  if (Object.keys(object).length === 0) found.error("empty", "at least one property is required");
};

const archive = structure({ contains_refs: refs("file", "directory"), comment: text }, [
  "contains_refs",
]);

const stream = embedded(structure({ name: text, hashes, size: count }, ["name"]));
const ntfs = structure({ sid: text, alternate_data_streams: list(stream) }, [], notEmpty);

const pdf = structure(
  {
    version: text,
    is_optimized: bool,
    document_info_dict: dictionary(text),
    pdfid0: text,
    pdfid1: text,
  },
  [],
  notEmpty,
);

const raster = structure(
  {
    image_height: integer(),
    image_width: integer(),
    bits_per_pixel: integer(),
    exif_tags: dictionary(),
  },
  [],
  notEmpty,
);

const optionalHeader = embedded(
  structure(
    {
      ...every(hex, [
        "magic_hex",
        "win32_version_value_hex",
        "checksum_hex",
        "subsystem_hex",
        "dll_characteristics_hex",
        "loader_flags_hex",
      ]),
      ...every(count, [
        "size_of_code",
        "size_of_initialized_data",
        "size_of_uninitialized_data",
        "size_of_image",
        "size_of_headers",
        "size_of_stack_reserve",
        "size_of_stack_commit",
        "size_of_heap_reserve",
        "size_of_heap_commit",
      ]),
      ...every(integer(), [
        "major_linker_version",
        "minor_linker_version",
        "address_of_entry_point",
        "base_of_code",
        "base_of_data",
        "image_base",
        "section_alignment",
        "file_alignment",
        "major_os_version",
        "minor_os_version",
        "major_image_version",
        "minor_image_version",
        "major_subsystem_version",
        "minor_subsystem_version",
        "number_of_rva_and_sizes",
      ]),
      hashes,
    },
    [],
    notEmpty,
  ),
);

const section = embedded(
  structure({ name: text, size: count, entropy: float(), hashes }, ["name"]),
);

/** "Precise to the second", STIX 2.1 §6.7.7. */
const wholeSecond: Check = (value, found) => {
  timestamp(value, found);
  if (typeof value === "string" && (timestampPrecision(value) ?? 0) > 0) {
    found.error("timestamp", "must be precise to the second");
  }
};

const portableExecutable = structure(
  {
    pe_type: text,
    imphash: text,
    machine_hex: hex,
    number_of_sections: count,
    time_date_stamp: wholeSecond,
    pointer_to_symbol_table_hex: hex,
    number_of_symbols: count,
    size_of_optional_header: count,
    characteristics_hex: hex,
    file_header_hashes: hashes,
    optional_header: optionalHeader,
    sections: list(section),
  },
  ["pe_type"],
);

const httpRequest = structure(
  {
    request_method: text,
    request_value: text,
    request_version: text,
    request_header: dictionary(list(text)),
    message_body_length: integer(),
    message_body_data_ref: ref("artifact"),
  },
  ["request_method", "request_value"],
);

const icmp = structure({ icmp_type_hex: hex, icmp_code_hex: hex }, [
  "icmp_type_hex",
  "icmp_code_hex",
]);

const socketOptions: Rule = (object, found) => {
  const options = object["options"];
  if (typeof options !== "object" || options === null) return;
  if (!Object.keys(options).every((key) => key.startsWith("SO_"))) {
    found.error("name", "an option's name starts with SO_", "options");
  }
};

const socket = structure(
  {
    address_family: oneOf(
      "AF_UNSPEC",
      "AF_INET",
      "AF_IPX",
      "AF_APPLETALK",
      "AF_NETBIOS",
      "AF_INET6",
      "AF_IRDA",
      "AF_BTH",
    ),
    is_blocking: bool,
    is_listening: bool,
    options: dictionary(integer()),
    socket_type: oneOf("SOCK_STREAM", "SOCK_DGRAM", "SOCK_RAW", "SOCK_RDM", "SOCK_SEQPACKET"),
    socket_descriptor: count,
    socket_handle: integer(),
  },
  ["address_family"],
  socketOptions,
);

const tcp = structure({ src_flags_hex: hex, dst_flags_hex: hex }, [], notEmpty);

const windowsProcess = structure(
  {
    aslr_enabled: bool,
    dep_enabled: bool,
    priority: text,
    owner_sid: text,
    window_title: text,
    startup_info: dictionary(),
    integrity_level: oneOf("low", "medium", "high", "system"),
  },
  [],
  notEmpty,
);

const windowsService = structure(
  {
    service_name: text,
    descriptions: list(text),
    display_name: text,
    group_name: text,
    start_type: oneOf(
      "SERVICE_AUTO_START",
      "SERVICE_BOOT_START",
      "SERVICE_DEMAND_START",
      "SERVICE_DISABLED",
      "SERVICE_SYSTEM_ALERT",
    ),
    service_dll_refs: refs("file"),
    service_type: oneOf(
      "SERVICE_KERNEL_DRIVER",
      "SERVICE_FILE_SYSTEM_DRIVER",
      "SERVICE_WIN32_OWN_PROCESS",
      "SERVICE_WIN32_SHARE_PROCESS",
    ),
    service_status: oneOf(
      "SERVICE_CONTINUE_PENDING",
      "SERVICE_PAUSE_PENDING",
      "SERVICE_PAUSED",
      "SERVICE_RUNNING",
      "SERVICE_START_PENDING",
      "SERVICE_STOP_PENDING",
      "SERVICE_STOPPED",
    ),
  },
  [],
  notEmpty,
);

const unixAccount = structure(
  { gid: integer(), groups: list(text), home_dir: text, shell: text },
  [],
  notEmpty,
);

/** By the key under which each stands in `extensions`. */
export const observableExtensions: ReadonlyMap<string, Check> = new Map([
  ["archive-ext", embedded(archive)],
  ["ntfs-ext", embedded(ntfs)],
  ["pdf-ext", embedded(pdf)],
  ["raster-image-ext", embedded(raster)],
  ["windows-pebinary-ext", embedded(portableExecutable)],
  ["http-request-ext", embedded(httpRequest)],
  ["icmp-ext", embedded(icmp)],
  ["socket-ext", embedded(socket)],
  ["tcp-ext", embedded(tcp)],
  ["windows-process-ext", embedded(windowsProcess)],
  ["windows-service-ext", embedded(windowsService)],
  ["unix-account-ext", embedded(unixAccount)],
]);

function every(check: Check, names: readonly string[]): Record<string, Check> {
  return Object.fromEntries(names.map((name) => [name, check]));
}
