/**
 * The operator's desk: everything that changes roster, classes, community and keys goes through here,
 * whether the program runs or the command line opened the state folder itself. One thing at a time.
 */

import { sha256 } from "@tocsin/crypto";
import {
  assert,
  type Clock,
  dayMs,
  dayOf,
  type Epoch,
  epochOf,
  type Random,
  randomId,
  toBase64Url,
  TocsinError,
} from "@tocsin/kernel";
import type {
  IssuerStore,
  MemberState,
  MemberTraits,
  RosterClass,
  RosterMember,
} from "@tocsin/store";
import { type ClassId, everyone, type Invitation } from "@tocsin/wire";

import { ClassTree, planClasses } from "../classes/class-tree.ts";
import { makeEpochKeys } from "../epochs/key-making.ts";
import { type PublishedDocuments, renewCommunity } from "../epochs/published.ts";
import { changeSettings, type CommunitySettings, type SettingsChange } from "../settings.ts";
import type { IssuerIdentity } from "../state/identity.ts";

export interface DeskPorts {
  readonly folder: string;
  readonly store: IssuerStore;
  readonly identity: IssuerIdentity;
  readonly published: PublishedDocuments;
  readonly clock: Clock;
  readonly random: Random;
}

export interface Invited {
  readonly member: RosterMember;
  /** The only copy of the secret: the store has its hash. */
  readonly invitation: Invitation;
}

const secretBytes = 32;
/** From which states each change of state leads on. */
const changes = {
  suspend: { from: ["active"], to: "suspended" },
  resume: { from: ["suspended"], to: "active" },
  remove: { from: ["invited", "active", "suspended"], to: "removed" },
} as const satisfies Record<string, { from: readonly MemberState[]; to: MemberState }>;
export type StateChange = keyof typeof changes;

export class OperatorDesk {
  readonly #ports: DeskPorts;
  #last: Promise<unknown> = Promise.resolve();

  constructor(ports: DeskPorts) {
    this.#ports = ports;
  }

  get ports(): DeskPorts {
    return this.#ports;
  }

  /** The root class is there before anything else. */
  async prepare(): Promise<void> {
    const { store } = this.#ports;
    if ((await store.classes()).length > 0) return;
    await store.addClass({ id: everyone, title: "All members", parent: null });
  }

  setCommunity(change: SettingsChange): Promise<CommunitySettings> {
    return this.#alone(async ({ store }) => {
      const settings = await changeSettings(store, change);
      await this.#renewCommunity();
      return settings;
    });
  }

  addClass(added: RosterClass): Promise<RosterClass> {
    return this.#alone(async ({ store }) => {
      const outcome = await store.addClass(added);
      if (outcome === "exists") throw new TocsinError("class-exists", { detail: added.id });
      if (outcome === "full") throw new TocsinError("limit-reached", { detail: "64 classes" });
      if (outcome === "parent-unknown") {
        throw new TocsinError("class-unknown", { detail: added.parent ?? "" });
      }
      await this.#renewCommunity();
      return added;
    });
  }

  /** Throws `community-not-set`, because an invitation names the issuer's address. */
  invite(
    company: Omit<MemberTraits, "member"> & {
      readonly name: string;
      readonly legalId: string;
      readonly class: ClassId;
      readonly validDays: number;
    },
  ): Promise<Invited> {
    return this.#alone(async ({ store, clock, random }) => {
      const member: RosterMember = {
        id: randomId(random),
        name: company.name,
        legalId: company.legalId,
        class: company.class,
        state: "invited",
        key: null,
        invitedDay: dayOf(clock.now()),
        enrolledDay: null,
      };
      const { invitation, stored } = await this.#invitation(member.id, company.validDays);
      const outcome = await store.addMember(member, stored);
      if (outcome === "legal-id-taken") throw new TocsinError("legal-id-taken");
      if (outcome === "full") throw new TocsinError("limit-reached", { detail: "members" });
      if (outcome === "class-unknown") {
        throw new TocsinError("class-unknown", { detail: company.class });
      }
      const { region, size } = company;
      // Should the program die before this, the member counts as one of any region and size.
      if (region !== null || size !== null) {
        await store.setTraits({ member: member.id, region, size });
      }
      return { member, invitation };
    });
  }

  /** What the next key directory counts it under. */
  describe(traits: MemberTraits): Promise<void> {
    return this.#alone(async ({ store }) => {
      if (!(await store.setTraits(traits)))
        throw new TocsinError("not-found", { detail: "member" });
    });
  }

  /** A new invitation for a member that lost its key, or never enrolled. The old one is void. */
  inviteAgain(id: string, validDays: number): Promise<Invited> {
    return this.#alone(async ({ store }) => {
      const member = await this.member(id);
      if (member.state !== "invited" && member.state !== "active") {
        throw new TocsinError("wrong-state", { detail: member.state });
      }
      const { invitation, stored } = await this.#invitation(id, validDays);
      assert(await store.invite(stored), "the member is there");
      return { member, invitation };
    });
  }

  changeState(id: string, change: StateChange): Promise<RosterMember> {
    return this.#alone(async ({ store }) => {
      const { from, to } = changes[change];
      if (!(await store.changeState(id, from, to))) {
        throw new TocsinError("wrong-state", { detail: (await this.member(id)).state });
      }
      return this.member(id);
    });
  }

  async member(id: string): Promise<RosterMember> {
    const member = await this.#ports.store.member(id);
    if (member === undefined) throw new TocsinError("not-found", { detail: "member" });
    return member;
  }

  /** Active members of each class and of those below it. */
  async countClasses(): Promise<ReadonlyMap<ClassId, number>> {
    const { store } = this.#ports;
    const classes = await store.classes();
    const tree = new ClassTree(classes);
    const active = (await store.members()).filter(({ state }) => state === "active");
    const plan = planClasses(
      tree,
      active.map((it) => it.class),
      new Set(tree.ids),
    );
    return new Map(plan.map(({ id, members }) => [id, members]));
  }

  makeKeys(epoch: Epoch | undefined, grow: boolean): Promise<"made" | "grown" | "same"> {
    return this.#alone((ports) => {
      const nowMs = ports.clock.now();
      return makeEpochKeys(ports, epoch ?? epochOf(nowMs), { nowMs, grow });
    });
  }

  async #invitation(member: string, validDays: number) {
    const { store, identity, clock, random, published } = this.#ports;
    assert((await store.classes()).length > 0, "the root class is there");
    const { community } = await published.current();
    if (community === undefined) throw new TocsinError("community-not-set");
    const secret = random.bytes(secretBytes);
    const invitation: Invitation = {
      v: 1,
      issuerUrl: community.file.issuer.url,
      issuerKey: identity.publicKey,
      secret: toBase64Url(secret),
    };
    const expiresMs = clock.now() + validDays * dayMs;
    return { invitation, stored: { member, secretHash: sha256(secret), expiresMs } };
  }

  async #renewCommunity(): Promise<void> {
    const { store, identity, published } = this.#ports;
    await renewCommunity(store, identity);
    published.forget();
  }

  /** Changes wait for each other, so that a revision is signed over what it says. */
  #alone<Result>(work: (ports: DeskPorts) => Promise<Result>): Promise<Result> {
    const result = this.#last.then(() => work(this.#ports));
    this.#last = result.catch(() => undefined);
    return result;
  }
}
