/**
 * Cuts the XML of an office document into tags and text (XML 1.0, Namespaces 1.0). A document type
 * declaration is refused, so there are no entities to expand and nothing outside to fetch.
 */

import { Unreadable } from "./unreadable.ts";

export interface XmlSink {
  /** `name` is "w:p" with our own short prefix for the namespace, whatever prefix the file uses. */
  open(name: string, attribute: (name: string) => string | undefined): void;
  close(name: string): void;
  text(text: string): void;
}

const nestingMax = 1_000;
const attributesMax = 256;
const prefixesMax = 256;
const tagPattern = /([^\s<>/=!?"']+)((?:\s+[^\s<>/="']+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y;
const attributePattern = /\s*([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/gy;
const references = /&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(amp|lt|gt|quot|apos));/g;
const named: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
};

/** Transitional and strict (ISO/IEC 29500) spelling of each namespace that is read. */
const prefixes: readonly (readonly [start: string, end: string, short: string])[] = [
  ["http", "/wordprocessingml/2006/main", "w"],
  ["http", "/ooxml/wordprocessingml/main", "w"],
  ["http", "/markup-compatibility/2006", "mc"],
  ["http", "/officeDocument/2006/relationships", "r"],
  ["http", "/ooxml/officeDocument/relationships", "r"],
  ["http", "/package/2006/relationships", "rel"],
  ["http", "/package/2006/content-types", "ct"],
  ["http", "/drawingml/2006/wordprocessingDrawing", "wp"],
  ["http", "/ooxml/drawingml/wordprocessingDrawing", "wp"],
  ["http", "/officeDocument/2006/math", "m"],
  ["http", "/ooxml/officeDocument/math", "m"],
];

type Names = ReadonlyMap<string, string>;

export function readXmlTokens(bytes: Uint8Array, sink: XmlSink): void {
  const xml = decodeXml(bytes);
  const open: { readonly written: string; readonly name: string; readonly outer: Names }[] = [];
  let names: Names = new Map();
  let at = 0;
  let rooted = false;
  while (at < xml.length) {
    const tag = xml.indexOf("<", at);
    if (tag < 0 || tag > at) sink.text(decodeReferences(xml.slice(at, tag < 0 ? xml.length : tag)));
    if (tag < 0) break;
    if (xml[tag + 1] === "!" || xml[tag + 1] === "?") {
      at = skipDeclaration(xml, tag, sink);
    } else if (xml[tag + 1] === "/") {
      const end = xml.indexOf(">", tag);
      const last = open.pop();
      if (end < 0 || last?.written !== xml.slice(tag + 2, end).trimEnd()) {
        throw new Unreadable("damaged");
      }
      sink.close(last.name);
      names = last.outer;
      at = end + 1;
    } else {
      tagPattern.lastIndex = tag + 1;
      const found = tagPattern.exec(xml);
      if (found === null) throw new Unreadable("damaged");
      const [, written = "", list = "", slash] = found;
      const outer = names;
      rooted = true;
      names = withDeclared(names, list);
      const name = shortName(written, names);
      sink.open(name, attributeReader(list, names));
      if (slash === "/") {
        sink.close(name);
        names = outer;
      } else {
        open.push({ written, name, outer });
        if (open.length > nestingMax) throw new Unreadable("limit");
      }
      at = tagPattern.lastIndex;
    }
  }
  if (open.length > 0 || !rooted) throw new Unreadable("damaged");
}

function decodeXml(bytes: Uint8Array): string {
  const [a, b] = bytes;
  const label =
    (a === 0xff && b === 0xfe) || (a === 0x3c && b === 0)
      ? "utf-16le"
      : (a === 0xfe && b === 0xff) || (a === 0 && b === 0x3c)
        ? "utf-16be"
        : "utf-8";
  return new TextDecoder(label).decode(bytes);
}

function skipDeclaration(xml: string, tag: number, sink: XmlSink): number {
  if (xml.startsWith("<![CDATA[", tag)) {
    const end = xml.indexOf("]]>", tag);
    if (end < 0) throw new Unreadable("damaged");
    sink.text(xml.slice(tag + 9, end));
    return end + 3;
  }
  const comment = xml.startsWith("<!--", tag);
  if (!comment && xml[tag + 1] === "!") throw new Unreadable("damaged");
  const end = xml.indexOf(comment ? "-->" : "?>", tag + (comment ? 4 : 2));
  if (end < 0) throw new Unreadable("damaged");
  return end + (comment ? 3 : 2);
}

function decodeReferences(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(
    references,
    (whole, hex: string | undefined, decimal: string | undefined, name: string | undefined) => {
      if (name !== undefined) return named[name] ?? whole;
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      const valid = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
      return valid ? String.fromCodePoint(code) : "\ufffd";
    },
  );
}

/** The prefixes in force inside a tag: prefix → our short one; the default has the empty prefix. */
function withDeclared(names: Names, list: string): Names {
  if (!list.includes("xmlns")) return names;
  const inside = new Map(names);
  for (const [, key = "", double, single] of list.matchAll(attributePattern)) {
    if (key !== "xmlns" && !key.startsWith("xmlns:")) continue;
    const uri = double ?? single ?? "";
    const short = prefixes.find(([start, end]) => uri.startsWith(start) && uri.endsWith(end))?.[2];
    inside.set(key.slice(6), short ?? "?");
    if (inside.size > prefixesMax) throw new Unreadable("limit");
  }
  return inside;
}

function shortName(written: string, names: Names): string {
  const colon = written.indexOf(":");
  const prefix = colon < 0 ? "" : written.slice(0, colon);
  const short = names.get(prefix) ?? "?";
  return short === "" ? written.slice(colon + 1) : `${short}:${written.slice(colon + 1)}`;
}

/** Attributes are read only when asked for: most never are. */
function attributeReader(list: string, names: Names): (name: string) => string | undefined {
  let read: Map<string, string> | undefined;
  return (name) => {
    if (list === "") return undefined;
    if (read === undefined) {
      read = new Map();
      for (const [, key = "", double, single] of list.matchAll(attributePattern)) {
        if (read.size >= attributesMax) break;
        const short = key.includes(":") ? shortName(key, names) : key;
        if (!read.has(short)) read.set(short, decodeReferences(double ?? single ?? ""));
      }
    }
    return read.get(name);
  };
}
