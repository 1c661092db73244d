/** For tests: a relay on a real socket between the test and a stand gateway, on a clock that is set. */

import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { createLog } from "@tocsin/http";
import { type Clock, dayOf, systemClock } from "@tocsin/kernel";
import { capsuleBytes } from "@tocsin/wire";

import { type Relay, startRelay } from "../src/compose.ts";
import {
  type Reply,
  standGateway,
  type StandGateway,
  standIssuer,
  type StandIssuer,
} from "./stand.ts";

export const roundMs = 60_000;
export const sealedType = "message/ohttp-req";
const startMs = Date.UTC(2026, 10, 21, 12, 0, 30);

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

export interface AskOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
}

/** A gateway that answers, with headers that no node may see. */
export const answered: Reply = (seen, response) => {
  response.writeHead(200, {
    "content-type": "message/ohttp-res",
    "set-cookie": "a=b",
    "x-served-by": "secret-host",
    server: "secret",
  });
  response.end(Buffer.concat([Buffer.from("sealed answer to "), seen.body.subarray(0, 8)]));
};

export class RelayWorld implements AsyncDisposable {
  readonly issuer: StandIssuer;
  readonly folder: string;
  readonly logged: string[] = [];
  gateway: StandGateway;
  nowMs = startMs;
  #relay: Relay | undefined;

  private constructor(issuer: StandIssuer, folder: string, gateway: StandGateway) {
    this.issuer = issuer;
    this.folder = folder;
    this.gateway = gateway;
  }

  static async start(): Promise<RelayWorld> {
    const folder = await mkdtemp(join(tmpdir(), "tocsin-relay-"));
    const world = new RelayWorld(await standIssuer(), folder, await standGateway(answered));
    await world.restart();
    await world.relay.learn(world.issuer.directory(world.nowMs));
    return world;
  }

  get relay(): Relay {
    if (this.#relay === undefined) throw new Error("not started");
    return this.#relay;
  }

  async restart(): Promise<void> {
    await this.#relay?.[Symbol.asyncDispose]();
    const clock: Clock = {
      now: () => this.nowMs,
      sleep: (ms, signal) => systemClock.sleep(ms, signal),
    };
    const line = (fields: object, event: string): void => {
      this.logged.push(JSON.stringify({ ...fields, event }));
    };
    this.#relay = await startRelay(
      {
        host: "127.0.0.1",
        port: 0,
        gatewayUrl: this.gateway.url,
        issuerKey: this.issuer.publicKey,
        roundMs,
        stateDir: this.folder,
      },
      { clock, log: createLog({ info: line, warn: line, error: line }) },
    );
  }

  /** A fresh token of the world's day, as a header. */
  today(): string {
    return this.issuer.header(dayOf(this.nowMs));
  }

  /** The path goes out as it is written. */
  ask(path: string, { method = "GET", headers = {}, body }: AskOptions = {}): Promise<Answer> {
    const length = body === undefined ? {} : { "content-length": String(body.length) };
    const { port } = this.relay;
    const at = { host: "127.0.0.1", port, path, method, agent: false } as const;
    return new Promise((resolve, reject) => {
      const call = request({ ...at, headers: { ...headers, ...length } }, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () => {
          const { statusCode: status = 0, headers: came } = response;
          resolve({ status, headers: came, body: Buffer.concat(chunks) });
        });
      });
      call.on("error", reject);
      call.end(body);
    });
  }

  send(
    token: string | undefined,
    { body = randomBytes(capsuleBytes), path = "/capsule", type = sealedType } = {},
  ): Promise<Answer> {
    const authorization = token === undefined ? {} : { authorization: token };
    const headers = { "content-type": type, ...authorization };
    return this.ask(path, { method: "POST", headers, body });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#relay?.[Symbol.asyncDispose]();
    await this.gateway[Symbol.asyncDispose]();
    await rm(this.folder, { recursive: true });
  }
}
