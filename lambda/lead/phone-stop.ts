import { isEnd, type Lead, waitsForDial } from "./lead.ts";
import { payloadEnds } from "./move.ts";
import type { PhoneRights, PhoneStop } from "./phone-right.ts";
import { isAboutToEnd, mayRingYet } from "./stop.ts";
import { timing } from "./timing.ts";
import { without } from "./wait.ts";

/**
 * What we stopped at Callingly. It keeps one lead for a phone, and the stop lasts until somebody takes it back: a later
 * lead's call would not be redialled, nor made at all where the team is closed and calls later. So it is noted with the
 * rights to the phone before Callingly is told, and whoever takes a right finds it there.
 */

/** All rights to a phone once it is noted that Callingly is going to be told of a lead's stop. */
export function stopNoted(
  rights: PhoneRights | undefined,
  lead: Lead & { readonly callinglyLeadId: string },
  phone: string,
  now: Date,
): PhoneRights {
  const { id, account, callinglyLeadId, retention, history, state } = lead;
  const endedAt = isEnd(state) ? new Date(history.at(-1)?.at ?? now) : now;
  const at = now.toISOString();
  return {
    ...(rights ?? { account, phone, onLine: id, groups: {}, rungFor: {} }),
    writeId: `${id} stopped at ${at}`,
    stop: {
      callinglyLeadId,
      at,
      until: payloadEnds(retention, endedAt),
      ...((blocks(lead) || rights?.stop?.isBlocked) && { isBlocked: true }),
    },
  };
}

/** Whether Callingly is told to block the lead's number: nobody at all is to call it. */
export const blocks = ({ stop }: Lead): boolean => stop?.optOut === "all";

/** All rights to a phone whose lead Callingly may redial again. */
export const stopLifted = (rights: PhoneRights, writeId: string): PhoneRights => ({
  ...without(rights, "stop"),
  writeId,
});

/** Another worker may be telling Callingly at this moment: what is set back now might come before it. */
export const isBeingTold = ({ at }: PhoneStop, now: Date): boolean =>
  now.getTime() - Date.parse(at) < timing.stopTelling;

/** What stops Callingly's lead with the phone would stop this lead's call, too: it has one, or is about to be dialled. */
export function needsPhone(lead: Lead, { phone, groups }: PhoneRights, now: Date): boolean {
  const hasRight = Object.values(groups).some(({ leadId, until }) => leadId === lead.id && until > now.toISOString());
  const isNext = hasRight && waitsForDial(lead) && !isAboutToEnd(lead);
  return lead.person.phone === phone && (mayRingYet(lead) || isNext);
}
