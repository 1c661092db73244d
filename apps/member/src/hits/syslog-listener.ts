/**
 * Listens for what firewalls and the SIEM send by syslog, UDP and TCP on one port. This machine may send, and
 * the addresses that the company has named; everybody else is dropped unread. Messages are read for what was
 * seen and forgotten. It goes over the company's own network in the clear, as syslog does: RFC 5424, 3164, 6587.
 */

import { createSocket, type Socket as Datagrams } from "node:dgram";
import { BlockList, createServer, isIP, type Server, type Socket } from "node:net";

import { type Clock, TocsinError } from "@tocsin/kernel";

import type { SightingValue } from "../matching/sighting-values.ts";
import { hitsOfLine } from "./read-hits.ts";
import { type HitPorts, type Standing, takeHits } from "./standing.ts";
import { messageBytesMax, SyslogFrames, syslogText } from "./syslog-message.ts";

const connectionsMax = 32;
const idleMs = 10 * 60_000;
/** What is beyond is dropped and counted. */
export const messagesInSecondMax = 500;
/** Values that wait until they are kept. */
const waitingValuesMax = 20_000;
const keepMs = 2000;

export interface SyslogPlace {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly allow: readonly string[];
}

export interface ListenerPorts extends HitPorts {
  readonly clock: Clock;
  readonly onState: () => void;
  /** Told where it listens. */
  readonly onListening?: (port: number) => void;
}

/** Throws `message-invalid` for what is no address, and `not-allowed` where it would hear everybody. */
export function checkedPlace({ host, allow }: Pick<SyslogPlace, "host" | "allow">): BlockList {
  if (isIP(host) === 0) throw new TocsinError("message-invalid", { detail: "host: an address" });
  const list = new BlockList();
  list.addSubnet("127.0.0.0", 8);
  list.addAddress("::1", "ipv6");
  for (const range of allow) addRange(list, range);
  if (!list.check(host, familyOf(host)) && allow.length === 0) {
    throw new TocsinError("not-allowed", { detail: "name the senders where it is no loopback" });
  }
  return list;
}

/** Listens until `signal` aborts. Throws `port-busy`, `listen-failed`. */
export async function listenForSyslog(
  ports: ListenerPorts,
  place: SyslogPlace,
  standing: Standing,
  signal: AbortSignal,
): Promise<void> {
  const intake = new Intake(ports, place, standing);
  const { server, port } = await openServer(intake, place);
  await using open = new AsyncDisposableStack();
  open.use(closing(server));
  open.defer(() => {
    intake.hangUp();
  });
  open.use(closing(await openDatagrams(intake, place.host, port)));
  ports.onListening?.(port);
  standing.state = "good";
  standing.code = null;
  while (!signal.aborted) {
    await ports.clock.sleep(keepMs, signal);
    await intake.keep();
  }
}

class Intake {
  readonly #ports: ListenerPorts;
  readonly #name: string;
  readonly #standing: Standing;
  readonly #senders: BlockList;
  #values = new Map<string, SightingValue>();
  readonly #sockets = new Set<Socket>();
  #second = 0;
  #inSecond = 0;

  constructor(ports: ListenerPorts, place: SyslogPlace, standing: Standing) {
    this.#ports = ports;
    this.#name = place.name;
    this.#standing = standing;
    this.#senders = checkedPlace(place);
  }

  maySend(address: string | undefined): boolean {
    const plain = address?.replace(/^::ffff:(?=\d)/i, "").replace(/%.*/s, "") ?? "";
    const may = isIP(plain) !== 0 && this.#senders.check(plain, familyOf(plain));
    if (!may) this.#standing.dropped += 1;
    return may;
  }

  hold(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on("close", () => this.#sockets.delete(socket));
  }

  hangUp(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  take(message: string): void {
    if (!this.#isInRate() || this.#values.size >= waitingValuesMax) {
      this.#standing.dropped += 1;
      return;
    }
    const said = syslogText(message);
    this.#standing.taken += 1;
    if (said === undefined) return;
    for (const it of hitsOfLine(said)) this.#values.set(`${it.type} ${it.value}`, it);
  }

  refuse(): void {
    this.#standing.refused += 1;
  }

  async keep(): Promise<void> {
    if (this.#values.size === 0) return;
    const values = [...this.#values.values()];
    await takeHits(this.#ports, this.#name, values, this.#standing);
    for (const { type, value } of values) this.#values.delete(`${type} ${value}`);
    this.#ports.onState();
  }

  #isInRate(): boolean {
    const second = Math.floor(this.#ports.now() / 1000);
    if (second !== this.#second) this.#inSecond = 0;
    this.#second = second;
    this.#inSecond += 1;
    return this.#inSecond <= messagesInSecondMax;
  }
}

async function openServer(
  intake: Intake,
  { host, port }: SyslogPlace,
): Promise<{ server: Server; port: number }> {
  const server = createServer((socket) => {
    intake.hold(socket);
    hear(intake, socket);
  });
  server.maxConnections = connectionsMax;
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause) => {
      reject(listenError(cause));
    });
    server.listen(port, host, resolve);
  });
  const address = server.address();
  return { server, port: typeof address === "object" ? (address?.port ?? port) : port };
}

function hear(intake: Intake, socket: Socket): void {
  socket.on("error", () => socket.destroy());
  if (!intake.maySend(socket.remoteAddress)) {
    socket.destroy();
    return;
  }
  const frames = new SyslogFrames();
  socket.setTimeout(idleMs, () => socket.destroy());
  socket.on("data", (bytes: Buffer) => {
    const framed = frames.take(bytes);
    if ("wrong" in framed) {
      intake.refuse();
      socket.destroy();
      return;
    }
    for (const message of framed.messages) intake.take(message);
  });
  socket.on("end", () => {
    const last = frames.end();
    if (last !== undefined) intake.take(last);
    socket.end();
  });
}

async function openDatagrams(intake: Intake, host: string, port: number): Promise<Datagrams> {
  const socket = createSocket(familyOf(host) === "ipv6" ? "udp6" : "udp4");
  socket.on("message", (bytes, { address }) => {
    if (!intake.maySend(address)) return;
    if (bytes.length > messageBytesMax) intake.refuse();
    else intake.take(bytes.toString("utf8"));
  });
  await new Promise<void>((resolve, reject) => {
    socket.once("error", (cause) => {
      reject(listenError(cause));
    });
    socket.bind({ port, address: host, exclusive: true }, resolve);
  });
  socket.removeAllListeners("error").on("error", () => undefined);
  return socket;
}

function closing(it: { close(done: () => void): unknown }): AsyncDisposable {
  return {
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        it.close(() => {
          resolve();
        });
      }),
  };
}

function listenError(cause: Error): TocsinError {
  const isBusy = "code" in cause && cause.code === "EADDRINUSE";
  return new TocsinError(isBusy ? "port-busy" : "listen-failed", { cause });
}

function addRange(list: BlockList, range: string): void {
  const [address = "", bits, ...more] = range.split("/");
  const family = familyOf(address);
  const width = family === "ipv6" ? 128 : 32;
  const wrong = isIP(address) === 0 || more.length > 0;
  if (wrong || (bits !== undefined && !(/^\d{1,3}$/.test(bits) && Number(bits) <= width))) {
    throw new TocsinError("message-invalid", { detail: "allow: addresses and ranges" });
  }
  list.addSubnet(address, bits === undefined ? width : Number(bits), family);
}

function familyOf(address: string): "ipv4" | "ipv6" {
  return address.includes(":") ? "ipv6" : "ipv4";
}
