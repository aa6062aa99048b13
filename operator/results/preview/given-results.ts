import * as z from "zod/mini";
import { CallResultSchema } from "../../../lambda/lead/call/call.ts";
import { Instant } from "../../../lambda/lead/item.ts";
import { leadOutcomes, PersonSchema, RecordSchema } from "../../../lambda/lead/lead.ts";
import { type Country, isCountry } from "../../../lambda/lead/reader/phone.ts";
import { checked } from "./checked.ts";
import type { Scene, Step } from "./scene.ts";

/** Results that a person hands over, to see what would become of them. */

const LeadSchema = z.strictObject({
  id: z._default(z.string(), "lead_given"),
  source: z._default(z.string(), "website"),
  receivedAt: z.optional(Instant),
  person: z.optional(z.strictObject(PersonSchema.shape)),
  externalId: z.optional(z.string()),
  country: z.optional(z.custom<Country>((code) => typeof code === "string" && isCountry(code), "use a country code")),
  outcome: z.optional(z.enum(leadOutcomes)),
  /** The lead came from this CRM. */
  record: z.optional(RecordSchema),
});

const GivenSchema = z.strictObject({ ...CallResultSchema.shape, lead: z.prefault(LeadSchema, {}) });

/**
 * They are written in their order into one CRM, so that a second result of a call is an update of the first.
 * @param from where they were written, for people
 * @param value a result, or a list of them: the fields of a call's result, and those of its lead under `lead`
 * @throws Problem that names the path of each field that is wrong
 */
export function givenResults(from: string, value: unknown): Scene[] {
  const given = Array.isArray(value)
    ? checked(from, z.array(GivenSchema).check(z.minLength(1)), value)
    : [checked(from, GivenSchema, value)];
  const steps = given.map(toStep);
  return steps.map((shown, at) => ({ ...words(shown, at, steps.length), before: steps.slice(0, at), shown }));
}

const words = ({ call }: Step, at: number, of: number): Pick<Scene, "name" | "about"> => ({
  name: of > 1 ? `${at + 1}` : "given",
  about: `call ${call.callId}`,
});

function toStep({ lead: given, ...call }: z.output<typeof GivenSchema>): Step {
  const { record, ...lead } = given;
  const person = given.person ?? (call.phone === undefined ? {} : { phone: call.phone });
  const receivedAt = given.receivedAt ?? call.startedAt ?? new Date(0).toISOString();
  return {
    call,
    lead: { ...lead, person, receivedAt, outcome: given.outcome ?? call.outcome },
    ...(record && { record, isNamed: true }),
  };
}
