/** A mail server on this machine that keeps what it is given. */

import type { AddressInfo } from "node:net";

import { SMTPServer } from "smtp-server";

export interface MailServer extends AsyncDisposable {
  readonly port: number;
  readonly mails: readonly string[];
}

/** A mail without its drawn number, in which any few letters come up sooner or later. */
export const withoutNumber = (mail: string): string =>
  mail.replace(/^Message-ID: <[\w-]{22}@tocsin\.invalid>\r\n/m, "");

/** On any free port unless one is named. */
export async function openMailServer(port = 0): Promise<MailServer> {
  const mails: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData: (stream, _, done) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        mails.push(Buffer.concat(chunks).toString());
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    port: (server.server.address() as AddressInfo).port,
    mails,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(resolve);
      }),
  };
}
