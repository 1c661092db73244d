/**
 * Syslog as firewalls and SIEMs send it: RFC 5424 and the older RFC 3164, framed on TCP by octet counts or by
 * line ends (RFC 6587). The header names the company's own machines and programs: nothing of it is kept.
 */

/** RFC 5425 §4.3.1 asks for 8192 at least. */
import { cutEnd } from "@tocsin/kernel/cut-end";

export const messageBytesMax = 64 * 1024;

const header5424 =
  /^\d{1,2} (?:-|[0-9T:.Z+-]{10,40}) [!-~]{1,255} [!-~]{1,48} [!-~]{1,128} [!-~]{1,32} /;
const header3164 = /^[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d (?:[!-~]{1,255} )?/;

/** What the message says, without priority, time, host and program; undefined where it says nothing. */
export function syslogText(message: string): string | undefined {
  const body = cutEnd(message.replace(/^<\d{1,3}>/, ""), "\r\n\0");
  const said = body.replace(header5424.test(body) ? header5424 : header3164, "");
  return said.trim() === "" || said === "-" ? undefined : said;
}

export type Framed =
  { readonly messages: readonly string[] } | { readonly wrong: "too-large" | "malformed" };

/** Cuts what comes on one TCP connection into messages. */
export class SyslogFrames {
  #rest: Buffer = Buffer.alloc(0);

  take(bytes: Uint8Array): Framed {
    let rest = Buffer.concat([this.#rest, bytes]);
    const messages: string[] = [];
    for (;;) {
      const cut = cutOne(rest);
      if (cut === "more") break;
      if (cut === "malformed" || cut === "too-large") return { wrong: cut };
      messages.push(cut.message.toString("utf8"));
      rest = rest.subarray(cut.end);
    }
    if (rest.length > messageBytesMax + 8) return { wrong: "too-large" };
    this.#rest = Buffer.from(rest);
    return { messages };
  }

  /** What stands without a line end when the connection closes. */
  end(): string | undefined {
    const text = this.#rest.toString("utf8").trim();
    this.#rest = Buffer.alloc(0);
    return text === "" || /^\d/.test(text) ? undefined : text;
  }
}

type Cut = { readonly message: Buffer; readonly end: number } | "more" | "malformed" | "too-large";

/** A message begins with "<"; a count of octets with a digit. */
function cutOne(rest: Buffer): Cut {
  if (rest.length === 0) return "more";
  const first = rest[0] ?? 0;
  if (first < 0x31 || first > 0x39) return cutLine(rest);
  const space = rest.subarray(0, 8).indexOf(0x20);
  if (space < 0) return rest.length < 8 ? "more" : "malformed";
  const digits = rest.toString("latin1", 0, space);
  if (!/^\d{1,7}$/.test(digits)) return "malformed";
  const length = Number(digits);
  if (length > messageBytesMax) return "too-large";
  const end = space + 1 + length;
  return rest.length < end ? "more" : { message: rest.subarray(space + 1, end), end };
}

function cutLine(rest: Buffer): Cut {
  const end = rest.indexOf(0x0a);
  if (end > messageBytesMax || (end < 0 && rest.length > messageBytesMax)) return "too-large";
  return end < 0 ? "more" : { message: rest.subarray(0, end), end: end + 1 };
}
