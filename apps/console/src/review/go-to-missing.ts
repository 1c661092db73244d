/** The way from a reason why a draft cannot leave to where a person mends it. */

import { useNavigate } from "@tanstack/react-router";
import type { Draft } from "@tocsin/wire/desk";
import { flushSync } from "react-dom";

import { missingPlace } from "./missing.ts";

export type GoTo = (blocker: Draft["blockers"][number]) => void;

export function useGoToMissing(draft: Draft, choose: (item: string) => void): GoTo {
  const navigate = useNavigate();
  return (blocker) => {
    const place = missingPlace(blocker, draft.items);
    if (place.at === "terms") {
      void navigate({ to: "/drafts/$id/share", params: { id: draft.id } });
      return;
    }
    // At once, so that its row is in the page before it is scrolled to.
    if (place.at === "part") flushSync(() => choose(place.item));
    show(place.at === "part" ? `[data-item="${CSS.escape(place.item)}"]` : `#${place.id}`);
  };
}

/** Scrolled to, and the keyboard goes on from there. */
function show(selector: string): void {
  const place = document.querySelector<HTMLElement>(selector);
  if (place === null) return;
  place.scrollIntoView({ block: "center" });
  place.querySelector<HTMLElement>("button, input, select, textarea")?.focus({
    preventScroll: true,
  });
}
