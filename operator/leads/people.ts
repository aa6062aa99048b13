import type { Lead } from "../../lambda/lead/lead.ts";
import { counted, peopleAre } from "../words/count.ts";

/**
 * How many people these leads are: a person who came twice is called once, as the second lead is merged into the
 * first.
 */
export const peopleIn = (leads: readonly Lead[]): number =>
  new Set(leads.map(({ account, person: { phone }, id }) => (phone === undefined ? id : `${account} ${phone}`))).size;

/** `2 people are`, and that some of them came more than once. */
export function peopleOf(leads: readonly Lead[]): string {
  const people = peopleIn(leads);
  const more = leads.length - people;
  return more === 0 ? peopleAre(people) : `${peopleAre(people)} (${counted(leads.length, "lead")}: some came twice)`;
}
