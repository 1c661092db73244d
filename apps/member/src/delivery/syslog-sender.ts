/**
 * Syslog (RFC 5424) over UDP (RFC 5426) or TCP with counted frames (RFC 6587), with JSON or CEF in it.
 * The company's own collector; neither this machine's name nor its process is told.
 */

import { createSocket } from "node:dgram";
import { connect } from "node:net";

import { TocsinError, utf8 } from "@tocsin/kernel";
import type { ChannelRequest } from "@tocsin/wire/node-api";
import { type Message, type SystemWarning, systemWarning } from "./message.ts";

type SyslogSettings = Extract<ChannelRequest, { kind: "syslog" | "cef" }>;

const deadlineMs = 10_000;
/** Facility local0. */
const facility = 16;
const severities = { urgent: 2, high: 3, normal: 4, low: 6 } as const;
const cefSeverities = { urgent: 10, high: 8, normal: 5, low: 2 } as const;
/** What one datagram carries on any path. */
const datagramBytesMax = 1180;

export async function sendSyslog(settings: SyslogSettings, message: Message): Promise<void> {
  const lines = syslogLines(settings, message);
  try {
    await (settings.transport === "udp" ? datagrams(settings, lines) : frames(settings, lines));
  } catch (cause) {
    throw cause instanceof TocsinError ? cause : new TocsinError("remote-unreachable", { cause });
  }
}

export function syslogLines(settings: SyslogSettings, { id, atMs, warnings }: Message): string[] {
  const head = (severity: number): string =>
    `<${facility * 8 + severity}>1 ${new Date(atMs).toISOString()} - tocsin - ${id} - `;
  if (warnings.length === 0) return [`${head(severities.low)}test`];
  return warnings.map((warning) => {
    const told = systemWarning(settings, warning);
    const text = settings.kind === "cef" ? cefText(told) : JSON.stringify(told);
    return head(severities[told.urgency]) + text;
  });
}

function cefText({ id, urgency, report, tlp, reasons = [] }: SystemWarning): string {
  const fields: (readonly [string, string])[] = [
    ["externalId", id],
    ["cs1Label", "urgency"],
    ["cs1", urgency],
    ...(report === undefined
      ? []
      : ([
          ["cs2Label", "report"],
          ["cs2", report],
        ] as const)),
    ...(tlp === undefined
      ? []
      : ([
          ["cs3Label", "tlp"],
          ["cs3", tlp],
        ] as const)),
    ...(reasons.length === 0
      ? []
      : ([["msg", reasons.map((it) => `${it.type ?? it.kind} ${it.value}`).join(", ")]] as const)),
  ];
  const extension = fields.map(([name, value]) => `${name}=${cefValue(value)}`).join(" ");
  return `CEF:0|Tocsin|Tocsin|1|warning|Warning|${cefSeverities[urgency]}|${extension}`;
}

/** One field never becomes two, one line never two lines. */
function cefValue(text: string): string {
  return text.replaceAll(/[\\=]/g, "\\$&").replaceAll(/[\p{Cc}\u2028\u2029]/gu, " ");
}

async function datagrams({ host, port }: SyslogSettings, lines: readonly string[]): Promise<void> {
  const socket = createSocket(host.includes(":") ? "udp6" : "udp4");
  const signal = AbortSignal.timeout(deadlineMs);
  try {
    for (const line of lines) {
      await new Promise<void>((resolve, reject) => {
        signal.addEventListener("abort", () => {
          reject(new TocsinError("remote-late"));
        });
        socket.once("error", reject);
        socket.send(utf8(line).subarray(0, datagramBytesMax), port, host, (error) => {
          if (error === null) resolve();
          else reject(error);
        });
      });
    }
  } finally {
    socket.close();
  }
}

function frames({ host, port }: SyslogSettings, lines: readonly string[]): Promise<void> {
  const framed = lines.map((line) => `${utf8(line).length} ${line}`).join("");
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, timeout: deadlineMs });
    socket.on("timeout", () => socket.destroy(new TocsinError("remote-late")));
    socket.on("error", reject);
    // Resolves when the other side has taken all of it and closed.
    socket.on("close", (hadError) => {
      if (!hadError) resolve();
    });
    socket.resume();
    socket.end(framed);
  });
}
