/** A minimal zip writer for tests; every field can be made to lie. */

import { crc32, deflateRawSync } from "node:zlib";

export interface ZipItem {
  readonly name: string;
  readonly content: Uint8Array | string;
  readonly stored?: boolean;
  readonly flags?: number;
  /** What the directory claims, where that is not the truth. */
  readonly claimedSize?: number;
  readonly claimedCrc?: number;
  readonly localName?: string;
  /** Points the directory at another item's bytes. */
  readonly sameAs?: number;
}

export function writeZip(items: readonly ZipItem[], comment = ""): Uint8Array {
  const chunks: Buffer[] = [];
  const directory: Buffer[] = [];
  const places: { at: number; packed: number }[] = [];
  let at = 0;
  for (const item of items) {
    const content = Buffer.from(item.content);
    const data = item.stored === true ? content : deflateRawSync(content, { level: 9 });
    const name = Buffer.from(item.name);
    const localName = Buffer.from(item.localName ?? item.name);
    const shared = item.sameAs === undefined ? undefined : places[item.sameAs];
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(item.flags ?? 0x800, 2);
    fields.writeUInt16LE(item.stored === true ? 0 : 8, 4);
    fields.writeUInt32LE(item.claimedCrc ?? crc32(content), 10);
    fields.writeUInt32LE(shared?.packed ?? data.length, 14);
    fields.writeUInt32LE(item.claimedSize ?? content.length, 18);
    const local = Buffer.from(fields);
    local.writeUInt16LE(localName.length, 22);
    fields.writeUInt16LE(name.length, 22);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(shared?.at ?? at, 10);
    directory.push(Buffer.from("PK\u0001\u0002\u0014\0", "latin1"), fields, tail, name);
    places.push(shared ?? { at, packed: data.length });
    if (shared === undefined) {
      const whole = Buffer.concat([
        Buffer.from("PK\u0003\u0004", "latin1"),
        local,
        localName,
        data,
      ]);
      chunks.push(whole);
      at += whole.length;
    }
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(items.length, 8);
  end.writeUInt16LE(items.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(at, 16);
  end.writeUInt16LE(Buffer.byteLength(comment), 20);
  return Buffer.concat([...chunks, central, end, Buffer.from(comment)]);
}
