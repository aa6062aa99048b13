import type { Lead } from "../lead.ts";
import { later, nextOf, timing } from "../timing.ts";

/** When a lead that was dialled is looked after again. */

export const dialledAt = (lead: Lead): Date => new Date(lead.dial?.at ?? lead.firstDialAt ?? lead.receivedAt);

export const lookupDue = (lead: Lead, now: Date): Date =>
  nextOf(timing.lookups, dialledAt(lead), now) ?? later(now, timing.settle);

export const silenceDue = (lead: Lead, now: Date): Date =>
  nextOf(timing.silence, dialledAt(lead), now) ?? later(now, timing.reminder);
