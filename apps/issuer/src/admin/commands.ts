/**
 * What an operator can ask, as one table: what goes in, what comes out, and what it does. The command
 * line runs it in its own process, or asks the running program, with the same words.
 */

import { epochOf, nextEpoch, toBase64Url } from "@tocsin/kernel";
import { memberStates, type MemberTraits, type RosterMember } from "@tocsin/store";
import {
  classId,
  communityFile,
  directoryKey,
  invitation,
  keyDirectory,
  memberClass,
  parseMessage,
  plainText,
  publicKey,
  region,
  sizeBand,
} from "@tocsin/wire";
import { z } from "zod";

import { invitationDaysDefault, invitationDaysMax } from "../limits.ts";
import { communitySettings, loadSettings, settingsChange } from "../settings.ts";
import type { Invited, OperatorDesk } from "./desk.ts";
import { diagnosis, diagnose } from "./doctor.ts";
import type { Operated } from "./operated.ts";
import { publicationView } from "./publisher.ts";

interface Command<In extends z.ZodType, Out extends z.ZodType> {
  readonly input: In;
  readonly output: Out;
  run(on: Operated, input: z.output<In>): Promise<z.input<Out>>;
}

function command<In extends z.ZodType, Out extends z.ZodType>(
  input: In,
  output: Out,
  run: (on: Operated, input: z.output<In>) => Promise<z.input<Out>>,
): Command<In, Out> {
  return { input, output, run };
}

const nothing = z.strictObject({});
const memberId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
const which = z.strictObject({ id: memberId });
const validDays = z.number().int().min(1).max(invitationDaysMax).default(invitationDaysDefault);

export const memberView = z.strictObject({
  id: memberId,
  name: z.string(),
  legalId: z.string(),
  class: classId,
  region: region.nullable(),
  size: sizeBand.nullable(),
  state: z.enum(memberStates),
  key: publicKey.nullable(),
  invitedDay: z.string(),
  enrolledDay: z.string().nullable(),
});
export type MemberView = z.output<typeof memberView>;

const invited = z.strictObject({ member: memberView, invitation });
const communityView = z.strictObject({
  issuerKey: publicKey,
  settings: communitySettings.nullable(),
  /** As the nodes see it. */
  file: communityFile.nullable(),
});
const classView = memberClass.extend({
  /** Active members of the class and of those below it. */
  members: z.number().int(),
});
export const epochView = z.strictObject({
  epoch: keyDirectory.shape.epoch,
  revision: z.number().int(),
  classes: keyDirectory.shape.classes,
  crowd: keyDirectory.shape.crowd,
  keys: z.array(directoryKey.omit({ publicKey: true })),
  /** Whether its keys are destroyed. */
  destroyed: z.boolean(),
  /** Position in the ledger, once the exchange has said it. */
  position: z.number().int().nullable(),
});
export type EpochView = z.output<typeof epochView>;

export const commands = {
  "community-set": command(settingsChange, communityView, async ({ desk }, change) => {
    await desk.setCommunity(change);
    return showCommunity(desk);
  }),
  "community-show": command(nothing, communityView, ({ desk }) => showCommunity(desk)),
  "class-add": command(
    z.strictObject({ id: classId, title: plainText(80), parent: classId }),
    memberClass,
    ({ desk }, added) => desk.addClass(added),
  ),
  "class-list": command(nothing, z.array(classView), ({ desk }) => listClasses(desk)),
  "member-invite": command(
    z.strictObject({
      name: plainText(200),
      legalId: plainText(200),
      class: classId,
      region: region.nullable().default(null),
      size: sizeBand.nullable().default(null),
      validDays,
    }),
    invited,
    async ({ desk }, company) => viewInvited(desk, await desk.invite(company)),
  ),
  "member-describe": command(
    which.extend({ region: region.nullable(), size: sizeBand.nullable() }),
    memberView,
    async ({ desk }, { id, ...traits }) => {
      await desk.describe({ member: id, ...traits });
      return viewMember(desk, await desk.member(id));
    },
  ),
  "member-rotate": command(which.extend({ validDays }), invited, async ({ desk }, it) =>
    viewInvited(desk, await desk.inviteAgain(it.id, it.validDays)),
  ),
  "member-list": command(nothing, z.array(memberView), async ({ desk }) => {
    const known = await traitsOf(desk);
    return (await desk.ports.store.members()).map((it) => rosterView(it, known));
  }),
  "member-show": command(which, memberView, async ({ desk }, { id }) =>
    viewMember(desk, await desk.member(id)),
  ),
  "member-suspend": command(which, memberView, async ({ desk }, { id }) =>
    viewMember(desk, await desk.changeState(id, "suspend")),
  ),
  "member-resume": command(which, memberView, async ({ desk }, { id }) =>
    viewMember(desk, await desk.changeState(id, "resume")),
  ),
  "member-remove": command(which, memberView, async ({ desk }, { id }) =>
    viewMember(desk, await desk.changeState(id, "remove")),
  ),
  "epoch-list": command(nothing, z.array(epochView), ({ desk }) => listEpochs(desk)),
  "epoch-prepare": command(
    z.strictObject({ next: z.boolean().default(false), grow: z.boolean().default(false) }),
    z.strictObject({ outcome: z.enum(["made", "grown", "same"]), epochs: z.array(epochView) }),
    async ({ desk }, { next, grow }) => {
      const current = epochOf(desk.ports.clock.now());
      const outcome = await desk.makeKeys(next ? nextEpoch(current) : current, grow);
      return { outcome, epochs: await listEpochs(desk) };
    },
  ),
  "directory-publish": command(nothing, publicationView, ({ publisher }) => publisher.publish()),
  doctor: command(nothing, diagnosis, (on) => diagnose(on)),
} as const;

export type CommandName = keyof typeof commands;
export type CommandInput<Name extends CommandName> = z.input<(typeof commands)[Name]["input"]>;
export type CommandOutput<Name extends CommandName> = z.output<(typeof commands)[Name]["output"]>;

export const commandNames = Object.keys(commands) as readonly CommandName[];

/** Runs a command on what is open in this process. Throws what the desk throws. */
export async function runCommand<Name extends CommandName>(
  on: Operated,
  name: Name,
  input: CommandInput<Name>,
): Promise<CommandOutput<Name>> {
  // One entry's input and output belong together; TypeScript loses that across the union of all.
  const chosen: Command<z.ZodType, z.ZodType<CommandOutput<Name>>> = commands[name] as never;
  return parseMessage(chosen.output, await chosen.run(on, parseMessage(chosen.input, input)));
}

type Traits = ReadonlyMap<string, MemberTraits>;

async function traitsOf({ ports }: OperatorDesk): Promise<Traits> {
  return new Map((await ports.store.traits()).map((it) => [it.member, it]));
}

function rosterView(member: RosterMember, traits: Traits): z.input<typeof memberView> {
  const { region: where, size } = traits.get(member.id) ?? { region: null, size: null };
  const key = member.key === null ? null : toBase64Url(member.key);
  return { ...member, key, region: where, size };
}

async function viewMember(
  desk: OperatorDesk,
  member: RosterMember,
): Promise<z.input<typeof memberView>> {
  return rosterView(member, await traitsOf(desk));
}

async function viewInvited(
  desk: OperatorDesk,
  { member, invitation: secret }: Invited,
): Promise<z.input<typeof invited>> {
  return { member: await viewMember(desk, member), invitation: secret };
}

async function showCommunity({ ports }: OperatorDesk): Promise<z.input<typeof communityView>> {
  const { community } = await ports.published.current();
  return {
    issuerKey: ports.identity.publicKey,
    settings: (await loadSettings(ports.store)) ?? null,
    file: community?.file ?? null,
  };
}

async function listClasses(desk: OperatorDesk): Promise<z.input<typeof classView>[]> {
  const { store } = desk.ports;
  const counts = await desk.countClasses();
  return (await store.classes()).map((it) => ({ ...it, members: counts.get(it.id) ?? 0 }));
}

async function listEpochs({ ports }: OperatorDesk): Promise<z.input<typeof epochView>[]> {
  const { store, published } = ports;
  const { directories } = await published.current();
  const withKeys = new Set<string>(await store.epochsWithKeys());
  const notices = await store.notices();
  return directories.map(({ directory }) => {
    const { epoch, revision, classes, crowd, keys } = directory;
    const notice = notices.find(
      (it) => it.kind === "key-directory" && it.epoch === epoch && it.revision === revision,
    );
    return {
      epoch,
      revision,
      classes,
      crowd,
      keys: keys.map(({ purpose, class: of, keyId, quota }) => ({
        purpose,
        class: of,
        keyId,
        quota,
      })),
      destroyed: !withKeys.has(epoch),
      position: notice?.position ?? null,
    };
  });
}
