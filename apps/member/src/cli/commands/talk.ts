/** All commands by which people of different companies talk, in one place of the tree. */

import type { Command } from "commander";

import { addGroup, type CommandRunner } from "../command.ts";
import { addReportTalkCommands } from "./report-talk.ts";
import { addInboxCommand, addLetterCommands, addRoomCommands } from "./room.ts";
import { addTogetherCommands } from "./room-together.ts";

export function addTalkCommands(program: Command, report: Command, runner: CommandRunner): void {
  addReportTalkCommands(report, runner);
  addInboxCommand(program, runner);
  const room = addGroup(program, "room", "talk to who saw the same");
  addRoomCommands(room, runner);
  addTogetherCommands(room, runner);
  addLetterCommands(addGroup(program, "letter", "what waits to be sent to others"), runner);
}
