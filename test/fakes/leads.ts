import { type LeadSource, newLead } from "../../lambda/lead/accept.ts";
import type { Lead } from "../../lambda/lead/lead.ts";
import type { LeadDraft } from "../../lambda/lead/reader/draft.ts";

/** Builders with good defaults: a test names only what it is about. */

export const noon = new Date("2026-06-15T12:00:00.000Z");

export const fromNoon = (ms: number): Date => new Date(noon.getTime() + ms);

export const seconds = 1_000;
export const minutes = 60_000;
export const hours = 3_600_000;
export const days = 24 * hours;

export const website: LeadSource = {
  source: "website",
  account: "main",
  country: "US",
  duplicateWindowMs: 24 * hours,
};

export const dana: LeadDraft = {
  fullName: "Dana Whitfield",
  phone: "(212) 555-0123",
  email: "dana.whitfield@example.com",
  company: "Harbor Pine LLC",
};

let count = 0;

/** A lead that is ready to be dialled; each is another person unless the draft says otherwise. */
export function aLead(
  draft: LeadDraft = {},
  { door = website, at = noon }: { door?: LeadSource; at?: Date } = {},
): Lead {
  count += 1;
  const phone = `+1212555${String(100 + (count % 100)).padStart(4, "0")}`;
  return newLead({ ...dana, phone, key: `test-${count}`, ...draft }, door, `accept-${count}`, at);
}
