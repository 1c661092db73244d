/** Kinds of file that are not read, told by their first bytes, so that the error can name them. */

import type { Sniffed } from "./sniffed.ts";

interface Magic {
  readonly bytes: string;
  readonly at?: number;
  readonly what: string;
  /** The magic is ordinary letters too: zero bytes must follow. */
  readonly weak?: true;
}

const magics: readonly Magic[] = [
  { bytes: "\x1f\x8b", what: "gzip archive" },
  { bytes: "7z\xbc\xaf\x27\x1c", what: "7z archive" },
  { bytes: "Rar!\x1a\x07", what: "rar archive" },
  { bytes: "\xfd7zXZ\0", what: "xz archive" },
  { bytes: "BZh", what: "bzip2 archive", weak: true },
  { bytes: "\x28\xb5\x2f\xfd", what: "zstd archive" },
  { bytes: "MSCF\0", what: "cabinet archive" },
  { bytes: "ustar", at: 257, what: "tar archive" },
  { bytes: "\x89PNG\r\n\x1a\n", what: "picture" },
  { bytes: "\xff\xd8\xff", what: "picture" },
  { bytes: "GIF8", what: "picture" },
  { bytes: "RIFF", what: "picture, sound or video", weak: true },
  { bytes: "II*\0", what: "picture" },
  { bytes: "MM\0*", what: "picture" },
  { bytes: "BM", what: "picture", weak: true },
  { bytes: "\x7fELF", what: "program" },
  { bytes: "MZ", what: "program", weak: true },
  { bytes: "\xcf\xfa\xed\xfe", what: "program" },
  { bytes: "\xca\xfe\xba\xbe", what: "program" },
  { bytes: "\0asm", what: "program" },
  { bytes: "L\0\0\0\x01\x14\x02\0", what: "Windows shortcut" },
  { bytes: "{\\rtf", what: "RTF" },
  { bytes: "%!PS", what: "PostScript" },
  { bytes: "SQLite format 3\0", what: "database" },
  { bytes: "ElfFile\0", what: "Windows event log" },
  { bytes: "\xd4\xc3\xb2\xa1", what: "packet capture" },
  { bytes: "\xa1\xb2\xc3\xd4", what: "packet capture" },
  { bytes: "\x0a\x0d\x0d\x0a", what: "packet capture" },
  { bytes: "ftyp", at: 4, what: "video" },
  { bytes: "ID3", what: "sound", weak: true },
  { bytes: "OggS\0", what: "sound" },
  { bytes: "\xff\xfe\0\0", what: "UTF-32 text" },
  { bytes: "\0\0\xfe\xff", what: "UTF-32 text" },
  { bytes: "-----BEGIN PGP MESSAGE", what: "encrypted message" },
  { bytes: "age-encryption.org/", what: "encrypted file" },
];

const weakBytes = 512;

export function foreignKind(buffer: Buffer): Sniffed | undefined {
  if (startsWith(buffer, 0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")) return oleKind(buffer);
  for (const { bytes, at = 0, what, weak } of magics) {
    if (!startsWith(buffer, at, bytes)) continue;
    if (weak === true && !buffer.subarray(0, weakBytes).includes(0)) continue;
    return what.startsWith("encrypted") ? { is: "encrypted" } : { is: "unsupported", what };
  }
  return undefined;
}

function startsWith(buffer: Buffer, at: number, magic: string): boolean {
  return buffer.subarray(at, at + magic.length).equals(Buffer.from(magic, "latin1"));
}

/** [MS-OFFCRYPTO] §2.3: an encrypted DOCX is a compound file with this stream. */
function oleKind(buffer: Buffer): Sniffed {
  if (buffer.includes(Buffer.from("EncryptedPackage", "utf16le"))) return { is: "encrypted" };
  if (buffer.includes(Buffer.from("__properties_version", "utf16le"))) {
    return { is: "unsupported", what: "Outlook message (.msg); save it as .eml" };
  }
  return { is: "unsupported", what: "old Office file (before 2007); save it as DOCX" };
}
