import { explain, stepName, untilAsked } from "../../lambda/lead/explain.ts";
import type { Lead } from "../../lambda/lead/lead.ts";
import { isEnd } from "../../lambda/lead/lead.ts";
import { maskPhone } from "../../lambda/lead/reader/phone.ts";
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
  /** When it is called, where it waits for a time that its person asked for. */
  readonly until?: string | undefined;
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
    until: untilAsked(lead),
    steps: history.map(({ at, state, reason }) => ({
      name: stepName({ state, reason }),
      at,
      ...(reason && { detail: explain({ state, reason }) }),
    })),
    isOver: isEnd(state),
  };
};
