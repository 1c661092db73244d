/**
 * Cuts HTML into tags, text and comments as a browser does (WHATWG HTML §13.2.5, without its error
 * reports). Every character is looked at a bounded number of times, whatever the input.
 */

import { decodeEntities } from "./html-entities.ts";

export type Attributes = ReadonlyMap<string, string>;

export interface HtmlSink {
  text(text: string): void;
  open(name: string, attributes: Attributes, selfClosing: boolean): void;
  close(name: string): void;
  comment(length: number): void;
  /** The content of an element that holds no markup: style, script, title, … */
  raw(name: string, content: string): void;
}

const attributesMax = 64;
const textChars = 32 * 1024;
const entityChars = 40;
const rawElements = new Set([
  "iframe",
  "noembed",
  "noframes",
  "plaintext",
  "script",
  "style",
  "textarea",
  "title",
  "xmp",
]);
const entityElements = new Set(["textarea", "title"]);
const tagName = /[^\s/>]+/y;
const beforeAttribute = /[\s/]*/y;
const attributeName = /[^\s/>=][^\s/>=]*|=[^\s/>=]*/y;
const equalsSign = /\s*=\s*/y;
const bareValue = /[^\s>]*/y;
const emptyAttributes: Attributes = new Map();

export function readHtmlTokens(html: string, sink: HtmlSink): void {
  let at = 0;
  /** Where text begins that is not yet handed on. */
  let from = 0;
  while (at < html.length) {
    const tag = html.indexOf("<", at);
    if (tag < 0) break;
    const next = html.charCodeAt(tag + 1);
    if (!isLetter(next) && next !== 0x2f && next !== 0x21 && next !== 0x3f) {
      at = tag + 1;
      continue;
    }
    if (tag > from) handText(html, from, tag, sink);
    if (isLetter(next)) at = readOpenTag(html, tag, sink);
    else at = next === 0x2f ? readCloseTag(html, tag, sink) : readComment(html, tag, sink);
    from = at;
  }
  if (from < html.length) handText(html, from, html.length, sink);
}

/** In pieces, so that one long text costs no copies of its whole length. */
function handText(html: string, from: number, to: number, sink: HtmlSink): void {
  let at = from;
  while (to - at > textChars) {
    const end = at + textChars;
    const entity = html.slice(end - entityChars, end).lastIndexOf("&");
    const cut = entity < 0 ? end : end - entityChars + entity;
    sink.text(decodeEntities(html.slice(at, cut)));
    at = cut;
  }
  sink.text(decodeEntities(html.slice(at, to)));
}

function isLetter(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a);
}

function match(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? "";
}

function readOpenTag(html: string, tag: number, sink: HtmlSink): number {
  const written = match(tagName, html, tag + 1);
  const name = written.toLowerCase();
  const { attributes, end, selfClosing } = readAttributes(html, tag + 1 + written.length);
  // A tag that never closes is not shown, nor is what follows it.
  if (end < 0) {
    sink.comment(html.length - tag);
    return html.length;
  }
  sink.open(name, attributes, selfClosing);
  return rawElements.has(name) ? readRaw(html, name, end, sink) : end;
}

interface ReadAttributes {
  attributes: Attributes;
  /** Where the tag ends, -1 where it does not. */
  end: number;
  selfClosing: boolean;
}

function readAttributes(html: string, from: number): ReadAttributes {
  // Most tags have none.
  if (html[from] === ">") return { attributes: emptyAttributes, end: from + 1, selfClosing: false };
  let attributes: Map<string, string> | undefined;
  let at = from;
  while (true) {
    const skipped = match(beforeAttribute, html, at);
    at += skipped.length;
    if (at >= html.length) return { attributes: emptyAttributes, end: -1, selfClosing: false };
    if (html[at] === ">") {
      return {
        attributes: attributes ?? emptyAttributes,
        end: at + 1,
        selfClosing: skipped.endsWith("/"),
      };
    }
    const name = match(attributeName, html, at);
    at += name.length;
    const sign = match(equalsSign, html, at);
    let value = "";
    if (sign !== "") {
      at += sign.length;
      const quote = html[at];
      if (quote === '"' || quote === "'") {
        const close = html.indexOf(quote, at + 1);
        if (close < 0) return { attributes: emptyAttributes, end: -1, selfClosing: false };
        value = html.slice(at + 1, close);
        at = close + 1;
      } else {
        value = match(bareValue, html, at);
        at += value.length;
      }
    }
    attributes ??= new Map();
    const key = name.toLowerCase();
    if (attributes.size < attributesMax && !attributes.has(key)) {
      attributes.set(key, decodeEntities(value));
    }
  }
}

function readCloseTag(html: string, tag: number, sink: HtmlSink): number {
  if (!isLetter(html.charCodeAt(tag + 2))) return readBogusComment(html, tag, sink);
  const written = match(tagName, html, tag + 2);
  const { end } = readAttributes(html, tag + 2 + written.length);
  if (end < 0) {
    sink.comment(html.length - tag);
    return html.length;
  }
  sink.close(written.toLowerCase());
  return end;
}

const commentEnd = /--!?>/g;

function readComment(html: string, tag: number, sink: HtmlSink): number {
  if (!html.startsWith("<!--", tag)) return readBogusComment(html, tag, sink);
  if (html.startsWith(">", tag + 4)) return tag + 5;
  if (html.startsWith("->", tag + 4)) return tag + 6;
  commentEnd.lastIndex = tag + 4;
  const found = commentEnd.exec(html);
  const contentEnd = found?.index ?? html.length;
  sink.comment(contentEnd - tag - 4);
  return found === null ? html.length : contentEnd + found[0].length;
}

/** `<!doctype …>`, `<?xml …>` and the like: up to the next `>`. A document type is no hidden text. */
function readBogusComment(html: string, tag: number, sink: HtmlSink): number {
  const close = html.indexOf(">", tag);
  const end = close < 0 ? html.length : close;
  if (!/^<!doctype/i.test(html.slice(tag, tag + 9))) sink.comment(Math.max(0, end - tag - 2));
  return close < 0 ? html.length : close + 1;
}

function readRaw(html: string, name: string, from: number, sink: HtmlSink): number {
  const closing = name === "plaintext" ? null : findClosing(html, name, from);
  const end = closing ?? html.length;
  const content = html.slice(from, end);
  sink.raw(name, entityElements.has(name) ? decodeEntities(content) : content);
  if (closing === null) {
    sink.close(name);
    return html.length;
  }
  return end;
}

function findClosing(html: string, name: string, from: number): number | null {
  const pattern = new RegExp(`</${name}(?=[\\s/>])`, "gi");
  pattern.lastIndex = from;
  return pattern.exec(html)?.index ?? null;
}
