import { peopleOf } from "../../leads/people.ts";
import { untilWhen, type WhenRung } from "../../leads/when-rung.ts";
import { whom } from "../../words/whom.ts";
import { allOfWhom, someOf } from "./leads.ts";

/** Who is called by one act on many, and when, as people see it at the terminal. */

/** For the question: each person, those of later with their moment. */
export function whomAndWhen({ now: called, later }: WhenRung, now: Date): string[] {
  const leads = later.map(({ lead }) => lead);
  return [
    ...(called.length > 0 ? [`${peopleOf(called)} called:`, allOfWhom(called, now)] : []),
    ...(later.length > 0
      ? [
          `${peopleOf(leads)} called later:`,
          someOf(later, (each) => `${whom(each.lead, now)}: ${untilWhen(each, now)}`),
        ]
      : []),
  ];
}

/** What has come of it. */
export const calledWords = ({ now, later }: Pick<WhenRung, "now" | "later">): string[] => [
  ...(now.length > 0 ? [`${peopleOf(now)} called from now on, at the usual pace.`] : []),
  ...(later.length > 0 ? [`${peopleOf(later.map(({ lead }) => lead))} called later, when their time has come.`] : []),
];
