import type { Lead } from "../../lambda/lead/lead.ts";
import { isEnd } from "../../lambda/lead/lead.ts";
import { maskPhone } from "../../lambda/lead/reader/phone.ts";
import { reasonWords } from "../../lambda/lead/reasons.ts";
import { nameOf } from "./lead.ts";

/** How far a lead got, step by step, as pages that follow leads get it. */

export interface PathShape {
  readonly leadId: string;
  readonly name: string;
  readonly phone: string;
  readonly source: string;
  readonly receivedAt: string;
  readonly state: string;
  readonly outcome?: string | undefined;
  readonly steps: readonly { readonly name: string; readonly at: string; readonly detail?: string | undefined }[];
  /** Nothing further is going to happen to it by itself. */
  readonly isOver: boolean;
}

export const pathOf = (lead: Lead, { personal }: { readonly personal: boolean }): PathShape => {
  const { id, person, source, receivedAt, state, outcome, history } = lead;
  const phone = person.phone ?? "";
  return {
    leadId: id,
    name: personal ? nameOf(lead) : "",
    phone: personal ? phone || (person.phoneAsGiven ?? "") : phone && maskPhone(phone),
    source,
    receivedAt,
    state,
    ...(outcome !== undefined && { outcome }),
    steps: history.map(({ at, state, reason }) => ({
      name: state === "ready" ? "accepted" : state,
      at,
      ...(reason && { detail: reasonWords[reason] }),
    })),
    isOver: isEnd(state),
  };
};
