import * as z from "zod";
import { RejectedError } from "../../../lambda/runtime/errors.ts";
import { Problem } from "../../../lib/program/problem.ts";
import { consentOf } from "../../leads/consent-of.ts";
import { exportPerson } from "../../people/export-person.ts";
import { forgetPerson } from "../../people/forget-person.ts";
import { personDeps } from "../../people/person-deps.ts";
import { consentJson } from "../../shapes/consent.ts";
import { type Context, changes, reads } from "../route.ts";

/** A person's rights over their data, from one of their leads: to see what is kept, and to be forgotten. */

const LeadSchema = z.object({ lead_id: z.string() });

const depsOf = ({ stage, progress }: Context) =>
  personDeps(stage, ({ doing, count }) => progress(`${doing}: ${count}`));

async function leadIn({ stage }: Context, id: string) {
  const lead = await stage.store.leads.find(id);
  if (lead) return lead;
  throw new Problem(`${id} is not in the table any more.`);
}

/** What can be shown of the person's consent: `bridge leads consent`. */
export const consent = reads(LeadSchema, async ({ lead_id }, context) => {
  if (!context.personal) throw new Problem("The evidence names the person: show personal data first ( s ).");
  return consentJson(await consentOf(await leadIn(context, lead_id), context.stage));
});

/** Everything the bridge keeps of the person, for that person: `bridge leads export`. */
export const exported = reads(LeadSchema, async ({ lead_id }, context) => {
  if (!context.personal) throw new Problem("The copy holds all of the person's data: show personal data first ( s ).");
  const { account } = await leadIn(context, lead_id);
  return said(() => exportPerson({ leadId: lead_id, accounts: [account] }, depsOf(context)));
});

/** What would be forgotten, before anybody decides. */
export const toForget = reads(LeadSchema, async ({ lead_id }, context) => {
  const { account, person } = await leadIn(context, lead_id);
  const found = await said(() => exportPerson({ leadId: lead_id, accounts: [account] }, depsOf(context)));
  return {
    account,
    leads: found.leads.length,
    calls: found.calls.length,
    at_callingly: found.callingly.length,
    mentions: found.mentions.length,
    /** What has to be typed: the last four digits of the number, or the lead's last four signs where there is none. */
    digits_of: person.phone === undefined ? ("lead" as const) : ("phone" as const),
  };
});

/** Takes the person out of the table and of Callingly, for good: `bridge leads forget`. */
export const forget = changes(
  LeadSchema.extend({ digits: z.string().max(20), mentions: z.boolean() }),
  async ({ lead_id, digits, mentions }, context) => {
    const { account, person } = await leadIn(context, lead_id);
    if (digits.trim() !== (person.phone ?? lead_id).slice(-4))
      throw new Problem("Those are not the last four: nothing was changed.");
    const question = { leadId: lead_id, accounts: [account], clearMentions: mentions };
    const done = await said(() => forgetPerson(question, context.operator, depsOf(context)));
    return {
      leads: done.leads.length,
      calls: done.calls,
      deleted_at_callingly: done.deletedAtCallingly.length,
      noted: done.noted.length,
      unfinished: done.unfinished,
    };
  },
);

async function said<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof RejectedError) throw new Problem(`${error.message}.`);
    throw error;
  }
}
