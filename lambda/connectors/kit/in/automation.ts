import * as z from "zod/mini";
import type { LeadDraft } from "../../../lead/reader/draft.ts";
import { isAnswers, type Mapping, valueAt } from "../../../lead/reader/fields.ts";
import type { Country } from "../../../lead/reader/phone.ts";
import { RejectedError } from "../../../runtime/errors.ts";
import { type Configured, configured } from "../../contract/connector.ts";
import type { Intake, Reading } from "../../contract/intake.ts";
import { explicitKey } from "./explicit-key.ts";
import { AllowGetSetting, type MachineSender, MappingSetting, machineIntake } from "./machine-sender.ts";
import { endIn, trialIn } from "./no-lead.ts";

/** Requests that somebody composed: one lead or a list of them, under whatever names. */

const MAX_LEADS = 100;

const SettingsSchema = z.prefault(
  z.strictObject({
    /** Our field → where the sender keeps it, e.g. `lead.phone` or `contacts.0.phone`. The rest is recognised by name. */
    mapping: MappingSetting,
    /** Where a list of leads is, when one request brings several. A list as the whole body needs no setting. */
    items: z.optional(z.string().check(z.minLength(1))),
    allowGet: AllowGetSetting,
  }),
  {},
);

/** @param readLead reads one lead of the request */
export const automation = (
  readLead: (lead: object, mapping: Mapping, country: Country | undefined) => LeadDraft,
  sender: Pick<MachineSender, "parse"> = {},
): Configured<Intake> =>
  configured(SettingsSchema, ({ mapping, items, allowGet }) => {
    const read: MachineSender["read"] = (body, places, request, country): Reading => {
      const leads = leadsIn(body, items);
      if (leads.length > MAX_LEADS) throw new RejectedError(413, `More than ${MAX_LEADS} leads in one request`);
      if (leads.length === 0) return { kind: "ignored", why: "the request holds no lead" };
      const wanted = leads.filter((lead) => !trialIn(lead) && !endIn(lead));
      const [first] = leads;
      if (wanted.length === 0 && first)
        return endIn(body) ?? trialIn(first) ?? endIn(first) ?? { kind: "leads", leads: [] };
      return {
        kind: "leads",
        leads: wanted.map((lead, item) => ({ ...readLead(lead, places, country), ...explicitKey(request, item) })),
      };
    };
    return machineIntake({ isComposed: true, ...sender, read }, mapping, allowGet);
  });

/**
 * The leads of a request; empty ones, as connection tests send them, are none. What is no object among leads is kept
 * as one that nobody can call, so that it is seen and the others are not lost with it.
 */
function leadsIn(value: unknown, items: string | undefined): object[] {
  const found = items === undefined ? value : valueAt(value, items);
  const list: unknown[] = Array.isArray(found) && !isAnswers(found) ? found : [found];
  if (list.length > 0 && !list.some(isLead)) {
    const place = items === undefined ? "The body" : "The place that the setting `items` names";
    throw new RejectedError(422, `${place} holds no lead: an object or a list of objects is expected`);
  }
  const given = list.filter((lead) => lead !== null && lead !== undefined);
  return given.map((lead) => (isLead(lead) ? lead : { value: lead })).filter((lead) => Object.keys(lead).length > 0);
}

/** An object, or a list of answers with their questions. */
const isLead = (value: unknown): value is object =>
  typeof value === "object" && value !== null && (!Array.isArray(value) || isAnswers(value));
