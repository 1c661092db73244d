/** Talking: what waits to be read, offers, rooms, questions, votes. Whatever leaves is a letter shown first. */

import {
  inbox,
  type Gives,
  letterDraft,
  type NewMessageRequest,
  offerList,
  questionList,
  type RoomInvitation,
  reportStanding,
  roomList,
  roomView,
} from "@tocsin/wire/node-api";
import { reportView } from "@tocsin/wire/desk";
import { useQuery } from "@tanstack/react-query";

import { nothing, useSay } from "./ask.ts";
import { call } from "./client.ts";

/** As a person has filled it in; the node says what is wrong with it. */
export type TypedGives = Omit<Gives, "class"> & { readonly class: string | null };
export type TypedMessage =
  | Exclude<NewMessageRequest, { of: "gives" }>
  | { readonly of: "gives"; readonly gives: TypedGives };

/** Mail comes with rounds; the live line tells of it, and this is for where that is down. */
const mailMs = 10_000;

function at(...parts: readonly string[]): string {
  return parts.map(encodeURIComponent).join("/");
}

export function useInbox() {
  return useQuery({
    queryKey: ["talk", "inbox"],
    queryFn: () => call("GET", "inbox", inbox),
    refetchInterval: mailMs,
  });
}

export function useOffers() {
  return useQuery({
    queryKey: ["talk", "offers"],
    queryFn: () => call("GET", "offers", offerList),
    refetchInterval: mailMs,
  });
}

export function useRooms() {
  return useQuery({
    queryKey: ["talk", "rooms"],
    queryFn: () => call("GET", "rooms", roomList),
    refetchInterval: mailMs,
  });
}

export function useRoom(id: string) {
  return useQuery({
    queryKey: ["talk", "rooms", id],
    queryFn: () => call("GET", at("rooms", id), roomView),
    refetchInterval: mailMs,
  });
}

export function useQuestions(report: string) {
  return useQuery({
    queryKey: ["talk", "questions", report],
    queryFn: () => call("GET", at("reports", report, "questions"), questionList),
    refetchInterval: mailMs,
  });
}

export function useStanding(report: string) {
  return useQuery({
    queryKey: ["talk", "standing", report],
    queryFn: () => call("GET", at("reports", report, "standing"), reportStanding),
  });
}

/** Where one of ours was ruled abusive: to the operator, by the report's key. */
export function useAppealLetter(report: string) {
  return useSay(
    (text: string) => call("POST", at("reports", report, "appeals"), letterDraft, { text }),
    [],
  );
}

/** Each of these makes a letter that waits for a person; nothing has left. */
export function useOfferLetter() {
  return useSay(
    (it: { match: string; gives: TypedGives }) => call("POST", "offers", letterDraft, it),
    [],
  );
}

export function useAcceptLetter(offer: string) {
  return useSay(
    (gives: TypedGives) => call("POST", at("offers", offer, "accept"), letterDraft, { gives }),
    [],
  );
}

export function useRoomLetter(room: string) {
  return useSay(
    (it: TypedMessage) => call("POST", at("rooms", room, "messages"), letterDraft, it),
    [],
  );
}

export function useQuestionLetter(report: string) {
  return useSay(
    (text: string) => call("POST", at("reports", report, "questions"), letterDraft, { text }),
    [],
  );
}

export function useAnswerLetter(question: string) {
  return useSay(
    (text: string) => call("POST", at("questions", question, "answers"), letterDraft, { text }),
    [],
  );
}

export function useSendLetter(letter: string) {
  return useSay(
    (outgoingHash: string) =>
      call("POST", at("letters", letter, "send"), nothing, { outgoingHash }),
    ["talk"],
  );
}

export function useDiscardLetter(letter: string) {
  return useSay(() => call("DELETE", at("letters", letter), nothing), ["talk"]);
}

export function useDecline(offer: string) {
  return useSay(
    (tell: boolean) => call("POST", at("offers", offer, "decline"), nothing, { tell }),
    ["talk"],
  );
}

/** Later ones come in by a match of ours, or as the author of a report. */
export function useInvitation(room: string) {
  return useSay(
    (it: RoomInvitation) => call("POST", at("rooms", room, "invitations"), letterDraft, it),
    [],
  );
}

export function useRemovalFromRoom(room: string) {
  return useSay(
    (name: string) => call("POST", at("rooms", room, "removals"), nothing, { name }),
    ["talk"],
  );
}

/** A draft that is ready goes to all in the room, who agree to exactly its bytes. */
export function useProposal(room: string) {
  return useSay(
    (draft: string) => call("POST", at("rooms", room, "proposals"), letterDraft, { draft }),
    [],
  );
}

export function useAgreement(room: string) {
  return useSay(
    (body: string) => call("POST", at("rooms", room, "agreements"), letterDraft, { body }),
    [],
  );
}

/** Where the host is gone: to all others of the room. */
export function useRenewal(room: string) {
  return useSay(
    (gives: TypedGives) => call("POST", at("rooms", room, "renewals"), letterDraft, { gives }),
    [],
  );
}

export function usePublication(room: string) {
  return useSay(
    (it: { draft: string; outgoingHash: string }) =>
      call("POST", at("rooms", room, "publications"), reportView, it),
    ["talk", "drafts", "reports"],
  );
}

export function useLeave(room: string) {
  return useSay(() => call("POST", at("rooms", room, "leave"), nothing, {}), ["talk"]);
}

export function useRead() {
  return useSay((ref: string) => call("POST", "inbox/read", nothing, { ref }), ["talk"]);
}

export function useVote(report: string) {
  return useSay(
    (vote: "confirm" | "abuse") => call("POST", at("reports", report, "votes"), nothing, { vote }),
    ["talk"],
  );
}
