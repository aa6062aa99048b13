import * as z from "zod/mini";
import type { LeadDraft } from "../../lead/reader/draft.ts";
import type { Mapping } from "../../lead/reader/fields.ts";
import type { Country } from "../../lead/reader/phone.ts";
import { cutText } from "../../runtime/text.ts";
import type { Connector } from "../contract/connector.ts";
import { fieldByType, readAnswers } from "../kit/in/labelled-answers.ts";
import { machineSender } from "../kit/in/machine-sender.ts";
import { surely } from "../kit/in/recognise.ts";
import { signatureOrKey, timedSignature } from "../kit/in/signed-body.ts";
import { Anything, ifPresent, inShape, listOf } from "../kit/in/vendor-shape.ts";

/**
 * TikTok lead generation. Its webhooks are documented for the account's events, whose signature and ping these follow:
 * https://developers.tiktok.com/doc/webhooks-overview. Any answer but 200 makes TikTok send again, for three days.
 */
export const tiktokLeadGen = {
  key: "tiktok-lead-gen",
  title: "TikTok",
  recognises: ({ headers }) => surely(headers["tiktok-signature"] !== undefined || headers["x-tt-logid"] !== undefined),
  intake: machineSender({
    personsAsk: true,
    verify: signatureOrKey({ encoding: "hex", claims: timedSignature("tiktok-signature", "s") }),
    read(body, mapping, _request, country) {
      const { event, entry = [] } = inShape(EventSchema, body, "TikTok event");
      if (event === "tiktok.ping") return { kind: "test", why: "TikTok’s ping" };
      const leads = entry.map((each) => readEntry(each, mapping, country));
      return leads.length > 0 ? { kind: "leads", leads } : { kind: "ignored", why: "the event holds no lead" };
    },
  }),
} as const satisfies Connector;

const Id = ifPresent(z.pipe(z.union([z.string(), z.number()]), z.transform(String)));

const EntrySchema = z.object({
  id: Id,
  page_id: Id,
  advertiser_id: Id,
  campaign_id: Id,
  ad_id: Id,
  changes: listOf(z.object({ field: z.string(), value: Anything })),
});

const EventSchema = z.object({ event: ifPresent(z.string()), entry: ifPresent(z.array(z.unknown())) });

const declared = fieldByType({
  name: "fullName",
  first_name: "firstName",
  last_name: "lastName",
  phone_number: "phone",
  email: "email",
  company_name: "company",
});

/** One that cannot be read is kept as a lead that nobody can call, so that it is seen and the others are called. */
function readEntry(entry: unknown, mapping: Mapping, country: Country | undefined): LeadDraft {
  const { data } = z.safeParse(EntrySchema, entry);
  if (!data) return { extra: { entry: cutText(JSON.stringify(entry), 2_000) } };
  const { id, changes, ...about } = data;
  const answers = changes.map(({ field, value }) => ({ label: field, value, field: declared(field) }));
  return { externalId: id, ...readAnswers(answers, mapping, about, country) };
}
