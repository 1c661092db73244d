/** Puts the member node together: the only place that constructs its parts. */

import { stat } from "node:fs/promises";
import path from "node:path";
import {
  type App,
  createApp,
  EventHub,
  listen,
  type Listening,
  loadStaticFiles,
  type Log,
  silentLog,
} from "@tocsin/http";
import type { Metrics } from "@tocsin/http/metrics";
import { type Clock, type Random, systemClock, systemRandom, TocsinError } from "@tocsin/kernel";
import { openBlindStore, openCampaignStore } from "@tocsin/store";
import type { StoreNotice } from "@tocsin/store/member";
import type { Invitation } from "@tocsin/wire";
import type { MemberConfig } from "./config.ts";
import { createProtocol } from "./create-protocol.ts";
import type { Channels } from "./delivery/channels.ts";
import { type Desk, type NodeEvent, openDesk } from "./desk/desk.ts";
import { createDoctor, type Doctor } from "./doctor.ts";
import { documentReaderOnDemand } from "./documents/reader-on-demand.ts";
import type { Imports } from "./feeds/imports.ts";
import type { HitSources } from "./hits/hit-sources.ts";
import { withMispFeed } from "./misp/app.ts";
import { createPublishedEvents, type PublishedEvents } from "./misp/published-events.ts";
import { httpNetwork, type Network } from "./network.ts";
import { type OpenedState, openState } from "./opened-state.ts";
import type { Protocol } from "./protocol.ts";
import { createRecipients } from "./recipients/recipients.ts";
import { type Access, createAccess } from "./routes/access.ts";
import { allRoutes } from "./routes/all-routes.ts";
import { callerHere } from "./routes/callers.ts";
import { type Role, roles } from "./routes/roles.ts";
import { type StateFolder, writeAddress } from "./state-folder.ts";
import { supervised } from "./supervised.ts";
import { serveSystems } from "./systems.ts";
import {
  type Basis,
  channelsOf,
  type ConcernRoom,
  concernsOf,
  failureLog,
  hitsOf,
  importsOf,
} from "./side-parts.ts";
import { type ApiKeys, apiKeyFileName, createApiKeys } from "./taxii/api-keys.ts";
import { type TaxiiServer, withTaxii } from "@tocsin/http/taxii";
import { createTaxii } from "./taxii/open.ts";

export interface MemberPorts {
  readonly clock?: Clock;
  /** Of what goes on beside the protocol, such as the feeds of others. */
  readonly idleClock?: Clock;
  readonly random?: Random;
  readonly network?: Network;
  readonly log?: Log;
  /** Where whoever starts the node has begun to open it. */
  readonly state?: Promise<OpenedState>;
  /** In the place of the real protocol side, for tests of the desk alone. */
  readonly protocol?: Protocol;
}

export interface Member extends AsyncDisposable {
  /** Where console and command line reach the node. */
  readonly url: string;
  readonly metricsUrl: string | undefined;
  /** Where the company's own systems on other machines come in. */
  readonly systemsUrl: string | undefined;
  /** The console's address with a token that signs in once; a new one each time. */
  signInUrl(): string;
  /** Joins a community and starts sending and reading. */
  enrol(invitation: Invitation): Promise<void>;
  readonly protocol: Protocol;
  readonly desk: Desk;
  /** The authorisation table with what it guards. */
  readonly routes: App["routes"];
}

/** A node that is asked only now and then must still hear of long checks and open consoles. */
const idleMs = 20 * 60_000;

/** Throws `store-in-use`, `port-busy`, `not-loopback` and what a damaged state folder throws. */
export async function startMember(config: MemberConfig, ports: MemberPorts = {}): Promise<Member> {
  const { clock = systemClock, idleClock = systemClock } = ports;
  const { random = systemRandom, log = silentLog } = ports;
  await using started = new AsyncDisposableStack();
  const { folder, store, tell } = await (ports.state ?? openState(config.stateDir, clock));
  started.use(store);
  if (config.host !== "127.0.0.1" && config.host !== "::1") throw new TocsinError("not-loopback");
  tell(noticeLog(log));
  const hub = new EventHub<NodeEvent>(clock);
  const basis: Basis = { config, clock, random, log, store, hub };
  const network = ports.network ?? httpNetwork;
  const protocol = ports.protocol ?? (await openProtocol(basis, network, folder));
  forwardNews(protocol, hub);
  const imports = started.use(importsOf(basis, idleClock, folder));
  const concerns = concernsOf(basis, idleClock, imports, started);
  const desk = started.use(await openTheDesk(basis, protocol, folder, concerns.ring));
  const hits = hitsOf(basis, idleClock, desk, folder);
  const channels = channelsOf(basis, idleClock, protocol, desk);
  const running = started.use(createRunning(protocol, desk));
  const access = createAccess({ clock, random });
  const metrics = await metricsOf(config);
  const keys = createApiKeys(path.join(folder.path, apiKeyFileName), clock);
  const taxii = started.use(
    createTaxii({ ...basis, ...config, keys, protocol, desk, onFailure: failureLog(log) }),
  );
  const misp = started.use(createPublishedEvents(protocol));
  const parts: Parts = {
    ...{ protocol, desk, imports, concerns, hits, channels },
    ...{ access, keys, metrics, running, taxii, misp },
  };
  const { server, systems, routes } = await serve(basis, parts, started);
  access.usePort(server.port);
  started.use(await writeAddress(folder, { url: server.url, token: access.bearer }));
  const metricsServer = started.use(await serveMetrics(basis, metrics));
  running.startIfEnrolled();
  const idle = { clock: idleClock, onFailure: failureLog(log) };
  started.use(supervised(idle, [imports.schedule, concerns.work, channels.work, hits.work]));
  const all = started.move();
  return {
    url: server.url,
    metricsUrl: metricsServer?.url,
    systemsUrl: systems?.url,
    signInUrl: () => `${server.url}/#token=${access.newLink().token}`,
    enrol: async (invitation) => {
      await protocol.enrol(invitation);
      running.startIfEnrolled();
    },
    protocol,
    desk,
    routes,
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

interface Parts {
  readonly protocol: Protocol;
  readonly desk: Desk;
  readonly imports: Imports;
  readonly concerns: ConcernRoom;
  readonly hits: HitSources;
  readonly channels: Channels;
  readonly access: Access;
  readonly keys: ApiKeys;
  readonly metrics: Metrics | undefined;
  readonly running: Running;
  readonly taxii: TaxiiServer;
  readonly misp: PublishedEvents;
}

function noticeLog(log: Log): (notice: StoreNotice) => void {
  return (notice) => {
    if (notice.kind === "fault") log.warn("store-fault", { code: notice.fault.code });
    else log.info(`store-${notice.kind}`);
  };
}

function openProtocol(basis: Basis, network: Network, folder: StateFolder): Promise<Protocol> {
  const openBlind = () => openBlindStore({ file: folder.blindDatabase, clock: basis.clock });
  const { ignoredBenignLists = [] } = basis.config;
  const config = { onFailure: failureLog(basis.log), ignoredBenignLists };
  return createProtocol({ ...basis, network, openBlind }, config);
}

function openTheDesk(
  basis: Basis,
  protocol: Protocol,
  folder: StateFolder,
  onOurs: () => void,
): Promise<Desk> {
  const { config, clock, hub } = basis;
  const documents = documentReaderOnDemand({ clock });
  const tell = (event: NodeEvent): void => {
    hub.publish(event);
  };
  const openCampaigns = () => openCampaignStore({ file: folder.campaignDatabase, clock });
  return openDesk(
    {
      ...basis,
      protocol,
      documents,
      openCampaigns,
      tell,
      onOurs,
      onFailure: failureLog(basis.log),
    },
    {
      ignoredBenignLists: config.ignoredBenignLists ?? [],
      benignFolder: folder.path,
      workFactor: config.passphraseWorkFactor,
    },
  );
}

function forwardNews(protocol: Protocol, hub: EventHub<NodeEvent>): void {
  protocol.on("status", () => {
    hub.publish("status");
  });
  protocol.on("alarm", () => {
    hub.publish("alarm");
  });
  protocol.on("match", () => {
    hub.publish("match");
  });
  protocol.on("mail", () => {
    hub.publish("mail");
  });
  protocol.on("delivery", () => {
    hub.publish("report");
    hub.publish("status");
  });
}

interface Running extends AsyncDisposable {
  startIfEnrolled(): void;
}

/** Campaigns wait so long after the start. */
const campaignsAfterMs = 2000;

/** The protocol side sends and reads from the moment that the node has joined. */
function createRunning(protocol: Protocol, desk: Desk): Running {
  let running: AsyncDisposable | undefined;
  const stopping = new AbortController();
  return {
    startIfEnrolled: () => {
      if (!protocol.enrolled || running !== undefined) return;
      running = protocol.start();
      void desk.matcher.look();
      // After the first pages: what is new by then has been asked for already.
      void systemClock.sleep(campaignsAfterMs, stopping.signal).then(() => {
        if (!stopping.signal.aborted) void desk.campaigns.follower.look();
      });
    },
    [Symbol.asyncDispose]: async () => {
      stopping.abort();
      await running?.[Symbol.asyncDispose]();
    },
  };
}

interface Served {
  readonly server: Listening;
  readonly systems: Listening | undefined;
  readonly routes: App["routes"];
}

async function serve(basis: Basis, parts: Parts, started: AsyncDisposableStack): Promise<Served> {
  const { config, clock, random, log, hub } = basis;
  const { protocol, desk, imports, concerns, hits, channels, access, keys, metrics, running } =
    parts;
  const { taxii, misp } = parts;
  const pages = await consolePages(config, random);
  const doctor = doctorOf(basis, parts, pages !== undefined);
  let url = "";
  const known = {
    imports,
    products: async () => [...(await desk.watching.inventory.products())],
    now: () => clock.now(),
  };
  imports.onChange(() => {
    hub.publish("warning");
  });
  const routes = allRoutes({
    desk,
    protocol,
    recipients: createRecipients(basis.store.postings, protocol),
    doctor,
    feeds: { ...known, concerns },
    hits,
    channels,
    access,
    hub,
    consoleUrl: () => url,
    onEnrolled: () => running.startIfEnrolled(),
  });
  const onRequest = metrics?.onRequest;
  const shared = { routes, clock, random, log, ...(onRequest === undefined ? {} : { onRequest }) };
  const app = createApp<Role>({
    ...shared,
    repeatable: true,
    roles,
    identify: (credentials) => callerHere(access, keys, credentials),
    ...(pages === undefined ? {} : { pages }),
  });
  const { host, port, portTries = 1 } = config;
  const own = { hosts: "own", browser: true, limits: { idleMs } } as const;
  const at = { host, port, portTries };
  const server = started.use(
    await listen(withMispFeed(withTaxii(app, taxii), misp, keys), { ...at, ...own }),
  );
  url = server.url;
  const systems =
    config.systems &&
    started.use(await serveSystems(config.systems, { ...shared, keys, taxii, misp }));
  return { server, systems, routes: app.routes };
}

function doctorOf({ config, store }: Basis, parts: Parts, hasConsole: boolean): Doctor {
  const { protocol, desk, imports } = parts;
  const { stateDir } = config;
  const [profile, feeds] = [() => desk.profile(), () => imports.list()];
  return createDoctor({ stateDir, store, protocol, profile, feeds, hasConsole });
}

/** The built console, where there is one. */
async function consolePages({ consoleDir }: MemberConfig, random: Random) {
  if (consoleDir === undefined) return undefined;
  const folder = await stat(consoleDir).catch(() => undefined);
  if (folder?.isDirectory() !== true) return undefined;
  return loadStaticFiles(consoleDir, { random, fallback: "index.html", apiPrefix: "/api/" });
}

/** Loaded only where somebody asked for them: a tenth of all that a node loads at its start. */
async function metricsOf({ metricsPort }: MemberConfig): Promise<Metrics | undefined> {
  if (metricsPort === undefined) return undefined;
  const { createMetrics } = await import("@tocsin/http/metrics");
  return createMetrics("member");
}

async function serveMetrics(
  { config, clock, random, log }: Basis,
  metrics: Metrics | undefined,
): Promise<Listening | undefined> {
  if (metrics === undefined) return undefined;
  const http = await import("@tocsin/http/metrics");
  const ports = { clock, random, log, ready: () => true };
  return http.serveMetrics(metrics, config.metricsPort, ports);
}
