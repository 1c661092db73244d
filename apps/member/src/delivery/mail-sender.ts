/** Mail: to the company's own server, with one fixed subject. The server learns when something is new. */

import { TocsinError } from "@tocsin/kernel";
import type { ChannelRequest } from "@tocsin/wire/node-api";
import { type Message, peopleText, subject } from "./message.ts";

type MailSettings = Extract<ChannelRequest, { kind: "mail" }>;

const connectMs = 10_000;
const silenceMs = 15_000;

export async function sendMail(settings: MailSettings, message: Message): Promise<void> {
  const { host, port, security, user, password, from, to } = settings;
  const { createTransport } = await import("nodemailer");
  const transport = createTransport({
    host,
    port,
    secure: security === "tls",
    requireTLS: security === "starttls",
    ignoreTLS: security === "none",
    ...(user === null || password === null ? {} : { auth: { user, pass: password } }),
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    socketTimeout: silenceMs,
    dnsTimeout: connectMs,
    // Its greeting would tell this machine's name.
    name: "localhost",
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    await transport.sendMail({
      from,
      to,
      subject,
      text: `${peopleText(settings, message)}\n`,
      messageId: `<${message.id}@tocsin.invalid>`,
      date: new Date(message.atMs),
      xMailer: false,
      headers: { "Auto-Submitted": "auto-generated" },
    });
  } catch (cause) {
    throw new TocsinError("remote-unreachable", { detail: "mail", cause });
  } finally {
    transport.close();
  }
}
