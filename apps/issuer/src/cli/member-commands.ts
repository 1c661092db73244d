/** `tocsin-issuer member …`: the roster. An invitation is a secret; it never stands in an argument. */

import type { Command } from "commander";
import { classId, region, sizeBand, sizeBands } from "@tocsin/wire";
import { z } from "zod";

import type { MemberView } from "../admin/commands.ts";
import { invitationDaysDefault, invitationDaysMax } from "../limits.ts";
import { type Context, print, typed, wholeNumber } from "./context.ts";
import { operate } from "./operate.ts";
import { openInvitationOutput } from "./secret-output.ts";
import { columns } from "./texts.ts";

const invitationOptions = z.object({ out: z.string().min(1), validDays: z.number() });
type Invited = Awaited<ReturnType<typeof operate<"member-invite">>>;

export function addMemberCommands(program: Command, context: Context): void {
  const member = program.command("member").description("the companies that are vetted");
  withInvitation(member.command("invite"))
    .description("add a company to the roster and make its one-time invitation")
    .requiredOption("--name <text>", "name of the company")
    .requiredOption("--legal-id <text>", "its number in the company register")
    .requiredOption("--class <id>", "class that it belongs to; see `class list`")
    .option("--region <word>", regionAbout)
    .option("--size <band>", sizeAbout)
    .action(async (given: unknown) => {
      const options = z.object({ name: z.string(), legalId: z.string(), class: z.string() });
      const { name, legalId, class: of } = options.parse(given);
      const company = { name, legalId, class: typed(classId, of, "--class"), ...traitsOf(given) };
      await handOver(context, given, (validDays) =>
        operate(context.stateDir(), "member-invite", { ...company, validDays }),
      );
    });
  withInvitation(member.command("rotate <id>"))
    .description(
      "a new invitation for a member that lost its key; the old key works until it is used",
    )
    .action(async (id: string, given: unknown) => {
      await handOver(context, given, (validDays) =>
        operate(context.stateDir(), "member-rotate", { id, validDays }),
      );
    });
  member
    .command("describe <id>")
    .description("region and size of a member: only counts of five or more are ever published")
    .option("--region <word>", regionAbout)
    .option("--size <band>", sizeAbout)
    .action((id: string, given: unknown) =>
      context.run("member-describe", { id, ...traitsOf(given) }, (it) => rosterText([it])),
    );
  member
    .command("list")
    .description("all members")
    .action(() => context.run("member-list", {}, rosterText));
  addById(member, context);
}

const regionAbout = "where it is, as a word of yours such as north";
const sizeAbout = `people who work there: ${sizeBands.join(", ")}`;

function traitsOf(given: unknown) {
  const options = z.object({ region: z.string().optional(), size: z.string().optional() });
  const { region: where, size } = options.parse(given);
  return {
    region: where === undefined ? null : typed(region, where, "--region"),
    size: size === undefined ? null : typed(sizeBand, size, "--size"),
  };
}

function addById(member: Command, context: Context): void {
  const described = {
    show: "one member",
    suspend: "no new tokens until `resume`; tokens that it has stay good until their epoch ends",
    resume: "end a suspension",
    remove: "for ever: no new tokens; the counts of its classes change with the next epoch",
  } as const;
  for (const name of ["show", "suspend", "resume", "remove"] as const) {
    member
      .command(`${name} <id>`)
      .description(described[name])
      .action((id: string) => context.run(`member-${name}`, { id }, (it) => rosterText([it])));
  }
}

function withInvitation(command: Command): Command {
  return command
    .option("--out <file>", "new file for the invitation; - prints it, once", "-")
    .option(
      "--valid-days <n>",
      "days until the invitation expires",
      wholeNumber(1, invitationDaysMax),
      invitationDaysDefault,
    );
}

async function handOver(
  context: Context,
  given: unknown,
  invite: (validDays: number) => Promise<Invited>,
): Promise<void> {
  const { out, validDays } = invitationOptions.parse(given);
  const { terminal, json } = context;
  if (out === "-" && json()) {
    print(context, await invite(validDays), () => "");
    return;
  }
  await using output = await openInvitationOutput(out, terminal);
  const { member, invitation } = await invite(validDays);
  await output.write(invitation);
  if (output.file === undefined) {
    terminal.err("This is shown once. Hand it to the member on a way that nobody else reads.\n");
  } else print(context, member, (it) => `Invitation for ${it.id} written; it is a secret.\n`);
}

function rosterText(members: readonly MemberView[]): string {
  return columns(
    ["ID", "STATE", "CLASS", "REGION", "SIZE", "ENROLLED", "NAME", "LEGAL ID"],
    members.map(({ id, state, class: of, region: where, size, enrolledDay, name, legalId }) => [
      id,
      state,
      of,
      where ?? "-",
      size ?? "-",
      enrolledDay ?? "-",
      name,
      legalId,
    ]),
  );
}
