import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";

import { systemClock } from "@tocsin/kernel";
import { afterEach, describe, expect, it } from "vitest";

import { bodyOf, openOutside, type OutsideOptions } from "./outside.ts";
import { isPublicAddress } from "./public-address.ts";

type Answer = (incoming: IncomingMessage, outgoing: ServerResponse) => void;

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(answer: Answer): Promise<number> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

const ours: OutsideOptions = { privateHost: "127.0.0.1" };

const patient = { bytesMax: 100_000, silenceMs: 60_000, deadlineMs: 60_000 };

async function read(url: string, options = ours, limits = patient): Promise<string> {
  using outside = openOutside(options);
  const answer = await outside.ask(url, limits);
  return Buffer.from(await bodyOf(answer)).toString();
}

describe("asking servers of others", () => {
  it.each([
    "http://127.0.0.1/",
    "http://[::1]/",
    "http://0x7f.1/",
    "http://2130706433/",
    "http://017700000001/",
    "http://[::ffff:127.0.0.1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://10.1.2.3/",
    "http://169.254.169.254/latest/meta-data/",
    "http://[fd00::1]/",
    "http://[fe80::1]/",
    "http://0.0.0.0/",
    "http://[2002:7f00:1::]/",
  ])("refuses the private address %s without connecting", async (url) => {
    await expect(read(url, {})).rejects.toMatchObject({ code: "address-private" });
  });

  it.each(["file:///etc/passwd", "ftp://host.example/", "http://a:b@host.example/", "nonsense"])(
    "refuses %s",
    async (url) => {
      await expect(read(url, {})).rejects.toMatchObject({ code: "message-invalid" });
    },
  );

  it("checks the very address that it connects to, whatever the name says next time", async () => {
    const port = await serve((_incoming, outgoing) => outgoing.end("inside"));
    const answers = ["127.0.0.1", "93.184.215.14"];
    const resolve = () => Promise.resolve([{ address: answers.shift() ?? "", family: 4 }]);
    const url = `http://rebinding.example:${port}/`;
    await expect(read(url, { resolve })).rejects.toMatchObject({ code: "address-private" });
    expect(answers).toHaveLength(1);
  });

  it("refuses a name of which one address is private", async () => {
    const addresses = ["93.184.215.14", "192.168.1.1"];
    const resolve = () => Promise.resolve(addresses.map((address) => ({ address, family: 4 })));
    const asked = read("http://mixed.example/", { resolve });
    await expect(asked).rejects.toMatchObject({ code: "address-private" });
  });

  it("follows redirects, and gives its secret to no other origin", async () => {
    const seen: (string | undefined)[] = [];
    const other = await serve((incoming, outgoing) => {
      seen.push(incoming.headers.authorization);
      outgoing.end("there");
    });
    const port = await serve((incoming, outgoing) => {
      seen.push(incoming.headers.authorization);
      const location = incoming.url === "/" ? "/next" : `http://127.0.0.1:${other}/`;
      outgoing.writeHead(302, { location }).end();
    });
    const secrets = { authorization: "Bearer x" };
    expect(await read(`http://127.0.0.1:${port}/`, { ...ours, secrets })).toBe("there");
    expect(seen).toEqual(["Bearer x", "Bearer x", undefined]);
  });

  it("gives up where redirects never end or lead into the own network", async () => {
    const port = await serve((_incoming, outgoing) =>
      outgoing.writeHead(301, { location: "/" }).end(),
    );
    const endless = read(`http://127.0.0.1:${port}/`);
    await expect(endless).rejects.toMatchObject({ code: "remote-answer-invalid" });
    const inward = await serve((_incoming, outgoing) =>
      outgoing.writeHead(302, { location: "http://169.254.169.254/" }).end(),
    );
    const asked = read(`http://127.0.0.1:${inward}/`);
    await expect(asked).rejects.toMatchObject({ code: "address-private" });
    for (const location of ["file:///etc/passwd", "gopher://host.example/"]) {
      const strange = await serve((_incoming, outgoing) =>
        outgoing.writeHead(302, { location }).end(),
      );
      const led = read(`http://127.0.0.1:${strange}/`);
      await expect(led).rejects.toMatchObject({ code: "message-invalid" });
    }
  });

  it("unpacks gzip, and stops a bomb at the limit", async () => {
    const bomb = gzipSync(Buffer.alloc(20_000_000));
    const port = await serve((incoming, outgoing) => {
      outgoing.writeHead(200, { "content-encoding": "gzip" });
      outgoing.end(incoming.url === "/bomb" ? bomb : gzipSync("small"));
    });
    expect(await read(`http://127.0.0.1:${port}/`)).toBe("small");
    const asked = read(`http://127.0.0.1:${port}/bomb`);
    await expect(asked).rejects.toMatchObject({ code: "remote-answer-invalid" });
  });

  it.each<[string, Answer, string]>([
    [
      "packed in an unknown way",
      (_in, out) => out.writeHead(200, { "content-encoding": "br" }).end("x"),
      "remote-answer-invalid",
    ],
    [
      "not packed as it says",
      (_in, out) => out.writeHead(200, { "content-encoding": "gzip" }).end("not gzip at all"),
      "remote-answer-invalid",
    ],
    [
      "silent after its headers",
      (_in, out) => {
        out.writeHead(200).write("x");
      },
      "remote-late",
    ],
    ["silent from the start", () => undefined, "remote-late"],
    [
      "cut short",
      (_in, out) => {
        out.writeHead(200, { "content-length": "100" }).write("x");
        void systemClock.sleep(20).then(() => out.destroy());
      },
      "remote-unreachable",
    ],
    [
      "without an end",
      (_in, out) => {
        const more = (): void => {
          while (!out.destroyed && out.write("x".repeat(10_000)));
          if (!out.destroyed) out.once("drain", more);
        };
        more();
      },
      "remote-answer-invalid",
    ],
  ])("refuses an answer that is %s", async (_name, answer, code) => {
    const port = await serve(answer);
    const limits = code === "remote-late" ? { ...patient, silenceMs: 200 } : patient;
    await expect(read(`http://127.0.0.1:${port}/`, ours, limits)).rejects.toMatchObject({ code });
  });

  it("ends an answer that drips for longer than its deadline", async () => {
    const port = await serve((_incoming, outgoing) => {
      const drip = setInterval(() => outgoing.write("x"), 20);
      outgoing.on("close", () => {
        clearInterval(drip);
      });
    });
    using outside = openOutside(ours);
    // It is never silent for so long: what ends it is the deadline.
    const limits = { bytesMax: 1000, silenceMs: 60_000, deadlineMs: 300 };
    const read = outside.ask(`http://127.0.0.1:${port}/`, limits).then(bodyOf);
    await expect(read).rejects.toMatchObject({ code: "remote-late" });
  });
});

describe("public addresses", () => {
  it.each(["8.8.8.8", "172.32.0.1", "2606:4700::1111", "100.128.0.1"])("%s is one", (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    "",
    "host.example",
    "1.2.3",
    "255.255.255.255",
    "239.1.1.1",
    "100.64.0.1",
    "::",
    "::1",
    "::ffff:8.8.8.8",
    "2001::1",
    "2001:db8::1",
    "ff02::1",
    "fe80::1%eth0",
  ])("%s is none", (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});
