/**
 * HTML to the text that a person would see, with the targets of visible links, because the target is
 * what an attack hides behind the words. What nobody sees is dropped and counted.
 */

import type { Section } from "./answer.ts";
import { parseColour } from "./colour.ts";
import { createStyleRules, type Look, parseLook, type StyleRules } from "./css.ts";
import { createFlow, type Flow } from "./flow.ts";
import { createElementStack, type ElementStack, type Shown } from "./html-stack.ts";
import { type Attributes, type HtmlSink, readHtmlTokens } from "./html-tokens.ts";

const paragraphs = new Set(
  "article aside blockquote dl fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr main nav ol p pre section table ul".split(
    " ",
  ),
);
const lines = new Set(
  "address body caption center dd details dialog div dt figcaption hgroup html legend li option summary tbody tfoot thead tr".split(
    " ",
  ),
);
const voids = new Set(
  "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr".split(
    " ",
  ),
);
/** Elements whose content is no part of the page. */
const unseen = new Set(["datalist", "head", "template"]);
const droppedRaw = new Set(["iframe", "noembed", "noframes", "script", "style", "title"]);
const shownLinks = /^(?:https?|ftps?|mailto|tel|sms|file|smb|ms-[a-z-]+|search-ms|hxxps?):/i;
/** What may stand in the head; anything else ends it, WHATWG HTML §13.2.6.4.4. */
const inHead = new Set(
  "base basefont bgsound link meta noframes noscript script style template title".split(" "),
);
const classesMax = 32;
const plainLook: Look = {};

export function readHtml(html: string, out: Section): void {
  const flow = createFlow((text) => out.text(text));
  const reader = createReader(flow, out);
  readHtmlTokens(html, reader);
  reader.end();
  flow.end();
}

function createReader(flow: Flow, out: Section): HtmlSink & { end(): void } {
  const stack = createElementStack();
  const rules = createStyleRules();
  const links: { readonly href: string; readonly depth: number; text: string }[] = [];
  const closeLinks = (depth: number): void => {
    for (let link = links.at(-1); link !== undefined && link.depth > depth; link = links.at(-1)) {
      links.pop();
      writeLink(link, flow, out);
    }
  };
  const show = (text: string): void => {
    if (stack.has("head") && text.trim() !== "") stack.close("head");
    const element = stack.top;
    if (!element.visible) {
      out.note("hidden-text", text.replace(/\s+/g, "").length);
      return;
    }
    const link = links.at(-1);
    if (link !== undefined && link.text.length < link.href.length) link.text += text.trim();
    if (element.exact) flow.exact(text);
    else flow.text(text);
  };
  return {
    end: () => closeLinks(0),
    text: show,
    comment: (length) => out.note("comments-dropped", length > 0 ? 1 : 0),
    raw: (name, content) => {
      if (name === "style") rules.add(content);
      else if (name === "script") out.note("active-content", 1);
      else if (!droppedRaw.has(name)) show(content);
      else if (content.trim() !== "") out.note("metadata-dropped", 1);
    },
    open: (name, attributes, selfClosing) => {
      if (stack.has("head") && !inHead.has(name)) stack.close("head");
      const shown = lookOf(name, attributes, rules);
      if (voids.has(name)) {
        openVoid(name, attributes, stack.next(shown), flow, out);
        return;
      }
      closeImplied(stack, name);
      closeLinks(stack.depth);
      stack.push(name, shown);
      startBlock(name, stack, flow);
      const href = name === "a" ? attributes.get("href")?.trim() : undefined;
      if (href !== undefined && stack.top.visible)
        links.push({ href, depth: stack.depth, text: "" });
      if (selfClosing && stack.foreign) stack.close(name);
    },
    close: (name) => {
      if (name === "p" && !stack.has("p")) flow.lineBreak(2);
      if (!stack.close(name)) return;
      closeLinks(stack.depth);
      endBlock(name, flow);
    },
  };
}

function writeLink(link: { href: string; text: string }, flow: Flow, out: Section): void {
  if (link.href === "" || link.href.startsWith("#")) return;
  if (!shownLinks.test(link.href)) {
    if (/^[a-z][a-z0-9+.-]*:/i.test(link.href)) out.note("active-content", 1);
    else flow.text(` <${link.href}>`);
    return;
  }
  if (link.text !== link.href && `mailto:${link.text}` !== link.href) flow.text(` <${link.href}>`);
}

function classesOf(attributes: Attributes): string[] {
  const written = attributes.get("class");
  return written === undefined ? [] : written.split(/\s+/, classesMax).filter((one) => one !== "");
}

/** What rules, old attributes and the style attribute say together, the last being strongest. */
function lookOf(name: string, attributes: Attributes, rules: StyleRules): Look {
  if (attributes.size === 0 && rules.empty && !unseen.has(name)) return plainLook;
  const found = rules.find(name, classesOf(attributes), attributes.get("id"));
  const look: Look = {};
  if (unseen.has(name) || attributes.has("hidden")) look.gone = true;
  const behind = parseColour(attributes.get("bgcolor") ?? "");
  if (behind !== undefined) look.behind = behind;
  if (attributes.has("background")) look.behind = "unknown";
  const colour = parseColour(
    (name === "body" ? attributes.get("text") : attributes.get("color")) ?? "",
  );
  if (colour !== undefined) look.colour = colour;
  Object.assign(look, found);
  const style = attributes.get("style");
  if (style !== undefined) Object.assign(look, parseLook(style));
  return look;
}

function openVoid(
  name: string,
  attributes: Attributes,
  shown: Shown,
  flow: Flow,
  out: Section,
): void {
  if (name === "br") flow.newLine();
  if (name === "hr") flow.lineBreak(2);
  if (name === "input") {
    const type = attributes.get("type")?.toLowerCase() ?? "text";
    const value = attributes.get("value") ?? "";
    if (type === "hidden" || type === "password")
      out.note("metadata-dropped", value === "" ? 0 : 1);
    else if (type !== "checkbox" && type !== "radio" && shown.visible) flow.text(` ${value} `);
  }
  if (name === "img") {
    const words = attributes.get("alt")?.trim() ?? "";
    if (words !== "" && shown.visible) flow.text(` [${words}] `);
    else if (words !== "") out.note("hidden-text", words.length);
  }
  if (name === "embed") out.note("embedded-unread", 1);
}

/** WHATWG HTML §13.1.2.4: elements that end because another begins. */
function closeImplied(stack: ElementStack, name: string): void {
  if (paragraphs.has(name) || (lines.has(name) && name !== "option")) stack.closeNear("p");
  if (name === "li") stack.closeNear("li");
  if (name === "dd" || name === "dt") {
    stack.closeNear("dd");
    stack.closeNear("dt");
  }
  if (name === "option") stack.closeNear("option");
  if (name === "td" || name === "th") closeAll(stack, ["td", "th"]);
  if (name === "tr") closeAll(stack, ["td", "th", "tr"]);
  if (name === "tbody" || name === "tfoot" || name === "thead") {
    closeAll(stack, ["td", "th", "tr", "tbody", "tfoot", "thead"]);
  }
  if (name === "a") stack.closeNear("a");
}

function closeAll(stack: ElementStack, names: readonly string[]): void {
  for (const name of names) stack.close(name);
}

function startBlock(name: string, stack: ElementStack, flow: Flow): void {
  if (paragraphs.has(name)) flow.lineBreak(2);
  else if (lines.has(name)) flow.lineBreak(1);
  if (!stack.top.visible) return;
  if (name === "li") flow.exact("- ");
  if (name === "td" || name === "th") flow.gap("\t");
}

function endBlock(name: string, flow: Flow): void {
  if (paragraphs.has(name)) flow.lineBreak(2);
  else if (lines.has(name)) flow.lineBreak(1);
  else if (name === "td" || name === "th") flow.gap("\t");
}
