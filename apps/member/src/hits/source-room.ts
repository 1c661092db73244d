/** The sources that are set up, each at its own work. Loaded with the first. */

import path from "node:path";

import { randomId, TocsinError } from "@tocsin/kernel";
import type { CompanyProfile } from "@tocsin/wire";
import type { HitSourceView, HitTrial, HitTrialRequest, NewHitSource } from "@tocsin/wire/node-api";

import type { SightingValue } from "../matching/sighting-values.ts";
import { createBell } from "../bell.ts";
import type { HitSourcePorts } from "./ports.ts";
import { type IsOwn, ownValues } from "./own-values.ts";
import { hitsOfLine, readHits } from "./read-hits.ts";
import { type HitSetting, hitSourcesMax, readSettings, writeSettings } from "./settings.ts";
import { codeOf, newStanding, type Standing } from "./standing.ts";
import { checkedPlace, listenForSyslog } from "./syslog-listener.ts";
import { syslogText } from "./syslog-message.ts";
import { checkedFolder, readWhole, waitingFiles, watchFolder } from "./watched-folder.ts";

/** After a failure of its folder or its port. */
const retryMs = 15_000;
const trialFilesMax = 20;
const trialValuesMax = 200;

interface Source {
  readonly setting: HitSetting;
  readonly standing: Standing;
  readonly stop: AbortController;
  running: Promise<void> | undefined;
}

export class SourceRoom {
  readonly #ports: HitSourcePorts;
  readonly #bell: ReturnType<typeof createBell>;
  #sources: Source[] | undefined;
  #changing: Promise<unknown> = Promise.resolve();
  #own: { readonly profile: CompanyProfile; readonly isOwn: IsOwn } | undefined;

  constructor(ports: HitSourcePorts) {
    this.#ports = ports;
    this.#bell = createBell(ports.clock);
  }

  async list(): Promise<readonly HitSourceView[]> {
    return (await this.#read()).map(viewOf);
  }

  add(source: NewHitSource): Promise<HitSourceView> {
    return this.#alone(() => this.#add(source));
  }

  remove(id: string): Promise<void> {
    return this.#alone(() => this.#remove(id));
  }

  async #add(source: NewHitSource): Promise<HitSourceView> {
    this.#isOwn();
    const checked = await this.#checked(source);
    const sources = await this.#read();
    if (sources.length >= hitSourcesMax) {
      throw new TocsinError("limit-reached", { detail: `${hitSourcesMax} sources` });
    }
    if (sources.some(({ setting }) => setting.source.name === checked.name)) {
      throw new TocsinError("name-taken");
    }
    const added = sourceOf({ id: randomId(this.#ports.random), source: checked });
    const next = [...sources, added];
    await this.#save(next);
    return viewOf(added);
  }

  async #remove(id: string): Promise<void> {
    const sources = await this.#read();
    const found = sources.find(({ setting }) => setting.id === id);
    if (found === undefined) throw new TocsinError("not-found");
    await this.#save(sources.filter((it) => it !== found));
    found.stop.abort();
    await found.running;
  }

  async try(request: HitTrialRequest): Promise<HitTrial> {
    if ("text" in request) {
      const values = new Map<string, SightingValue>();
      for (const line of request.text.split(/\r\n|\r|\n/)) {
        const said = syslogText(line);
        for (const it of said === undefined ? [] : hitsOfLine(said)) {
          values.set(`${it.type} ${it.value}`, it);
        }
      }
      return { items: [this.#tried("text", [...values.values()])] };
    }
    const folder = await checkedFolder(request.folder, this.#ports.stateDir);
    const items: HitTrial["items"] = [];
    for (const name of await waitingFiles(folder, trialFilesMax)) {
      try {
        const bytes = await readWhole(path.join(folder, name));
        if (bytes !== undefined) items.push(this.#tried(name, await readHits(bytes)));
      } catch (error) {
        if (!(error instanceof TocsinError) || error.code === "profile-empty") throw error;
        items.push({ name, code: error.code, values: [], count: 0, left: 0 });
      }
    }
    return { items };
  }

  /** Until `signal` aborts; a source that is added meanwhile begins. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      for (const source of await this.#read()) source.running ??= this.#runOne(source, signal);
      await this.#bell.wait(24 * 3_600_000, signal);
    }
    await Promise.all((await this.#read()).map((it) => it.running ?? Promise.resolve()));
    for (const source of await this.#read()) source.running = undefined;
  }

  async #runOne({ setting, standing, stop }: Source, all: AbortSignal): Promise<void> {
    const { clock, sightings, onState } = this.#ports;
    const signal = AbortSignal.any([all, stop.signal]);
    const ports = { clock, sightings, onState, isOwn: () => this.#isOwn(), now: () => clock.now() };
    while (!signal.aborted) {
      try {
        await this.#start(setting.source, ports, standing, signal);
      } catch (error) {
        standing.state = "failing";
        standing.code = codeOf(error);
        onState();
        await clock.sleep(retryMs, signal);
      }
    }
  }

  async #start(
    source: NewHitSource,
    ports: Parameters<typeof watchFolder>[0],
    standing: Standing,
    signal: AbortSignal,
  ): Promise<void> {
    if (source.kind === "syslog") return listenForSyslog(ports, source, standing, signal);
    const folder = await checkedFolder(source.folder, this.#ports.stateDir);
    return watchFolder(ports, { name: source.name, folder }, standing, signal);
  }

  async #checked(source: NewHitSource): Promise<NewHitSource> {
    if (source.kind === "syslog") {
      checkedPlace(source);
      return source;
    }
    return { ...source, folder: await checkedFolder(source.folder, this.#ports.stateDir) };
  }

  /** Throws `profile-empty`: what is our own could not be told from what attacked us. */
  #isOwn(): IsOwn {
    const profile = this.#ports.profile();
    if (profile.domains.length + profile.ranges.length === 0) {
      throw new TocsinError("profile-empty");
    }
    if (this.#own?.profile !== profile) this.#own = { profile, isOwn: ownValues(profile) };
    return this.#own.isOwn;
  }

  /** One change after the other. */
  #alone<Result>(change: () => Promise<Result>): Promise<Result> {
    const changed = this.#changing.then(change);
    this.#changing = changed.catch(() => undefined);
    return changed;
  }

  #tried(name: string, values: readonly SightingValue[]): HitTrial["items"][number] {
    const isOwn = this.#isOwn();
    const others = values.filter(({ type, value }) => !isOwn(type, value));
    const left = values.length - others.length;
    const shown = others.slice(0, trialValuesMax).map(({ type, value }) => ({ type, value }));
    return { name, code: null, values: shown, count: others.length, left };
  }

  async #read(): Promise<readonly Source[]> {
    this.#sources ??= (await readSettings(this.#ports.file)).map(sourceOf);
    return this.#sources;
  }

  async #save(sources: readonly Source[]): Promise<void> {
    await writeSettings(
      this.#ports.file,
      sources.map(({ setting }) => setting),
    );
    this.#sources = [...sources];
    this.#bell.ring();
    this.#ports.onState();
  }
}

function sourceOf(setting: HitSetting): Source {
  return {
    setting,
    standing: newStanding(),
    stop: new AbortController(),
    running: undefined,
  };
}

function viewOf({ setting: { id, source }, standing }: Source): HitSourceView {
  const { kind, name } = source;
  const place = source.kind === "folder" ? source.folder : placeOf(source.host, source.port);
  const allow = source.kind === "folder" ? [] : source.allow;
  return { id, kind, name, place, allow, ...standing };
}

function placeOf(host: string, port: number): string {
  return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}
