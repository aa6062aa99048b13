import * as z from "zod/mini";
import type { LeadDraft } from "../lead/draft.ts";
import { isAnswers, readFields, valueAt } from "../lead/fields.ts";
import { parseBody } from "../runtime/body.ts";
import { RejectedError } from "../runtime/errors.ts";
import { doorIsOpen, jsonAnswer } from "./answers.ts";
import { type Connector, configured, type Intake } from "./connector.ts";
import { explicitKey } from "./explicit-key.ts";
import { verifySourceKey } from "./source-key.ts";

/** Any sender that posts leads: a script, an automation service, a CRM without a connector of its own. */

const MAX_LEADS = 100;

const Path = z.optional(z.string().check(z.minLength(1)));

const SettingsSchema = z.strictObject({
  /** Our field → where the sender keeps it, e.g. `lead.phone` or `contacts.0.phone`. The rest is recognised. */
  mapping: z._default(
    z.strictObject({
      phone: Path,
      firstName: Path,
      lastName: Path,
      fullName: Path,
      email: Path,
      company: Path,
      category: Path,
      /** Without it the same phone and e-mail count as the same lead for the duplicate window, whatever id is found. */
      externalId: Path,
    }),
    {},
  ),
  /** Where a list of leads is, when one request brings several. A list as the whole body needs no setting. */
  items: Path,
});

export const json = {
  key: "json",
  title: "Any JSON or form sender",
  recognises: ({ method, headers, body }) => method === "POST" && body.length > 0 && headers.origin === undefined,
  intake: configured(
    z.prefault(SettingsSchema, {}),
    ({ mapping, items }): Intake => ({
      handshake: doorIsOpen,
      verify: verifySourceKey,
      async read(request, country) {
        const value = await parseBody(request.body, request.headers["content-type"]);
        const leads = leadsIn(value, items);
        if (leads.length > MAX_LEADS) throw new RejectedError(413, `More than ${MAX_LEADS} leads in one request`);
        if (leads.length === 0) return { kind: "ignored", why: "the request holds no lead" };
        return {
          kind: "leads",
          leads: leads.map(
            (lead, item): LeadDraft => ({
              ...readFields(lead, mapping, { country, findId: true }),
              ...explicitKey(request, item),
            }),
          ),
        };
      },
      invalidPhone: "hold",
      reply: (_request, answer) => jsonAnswer(answer),
    }),
  ),
} as const satisfies Connector;

/** The leads of a request; empty ones, as connection tests send them, are none. */
function leadsIn(value: unknown, items: string | undefined): object[] {
  const found = items === undefined ? value : valueAt(value, items);
  const list: unknown[] = Array.isArray(found) && !isAnswers(found) ? found : [found];
  if (!list.every(isObject)) {
    const place = items === undefined ? "The body" : "The place that the setting `items` names";
    throw new RejectedError(422, `${place} holds no lead: an object or a list of objects is expected`);
  }
  return list.filter((lead) => Object.keys(lead).length > 0);
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;
