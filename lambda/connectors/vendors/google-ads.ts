import * as z from "zod/mini";
import { RejectedError } from "../../runtime/errors.ts";
import { type HttpReply, type HttpRequest, jsonReply } from "../../runtime/http.ts";
import { parseJson } from "../../runtime/json.ts";
import type { Connector } from "../contract/connector.ts";
import type { Answer, SourceSecrets } from "../contract/intake.ts";
import { fieldByType, readAnswers } from "../kit/in/labelled-answers.ts";
import { machineSender, oneLead } from "../kit/in/machine-sender.ts";
import { bodyMentions, surely } from "../kit/in/recognise.ts";
import { sameSecret } from "../kit/in/source-key.ts";
import { Anything, ifPresent, inShape, listOf } from "../kit/in/vendor-shape.ts";

/** Lead forms of Google Ads: https://developers.google.com/google-ads/webhook/docs/implementation */
export const googleAds = {
  key: "google-ads",
  title: "Google Ads",
  recognises: (request) => surely(bodyMentions(request, '"user_column_data"')),
  intake: machineSender({
    personsAsk: true,
    verify: verifyGoogleKey,
    read(body, mapping, _request, country) {
      const { lead_id, is_test, user_column_data, ...campaign } = inShape(LeadSchema, body, "Google Ads lead");
      if (is_test === true) return { kind: "test", why: "Google’s button “Send test data”" };
      const answers = user_column_data.map(({ column_id, column_name, string_value }) => ({
        label: (declared(column_id) ? column_id : (column_name ?? column_id)) ?? "",
        name: column_id,
        value: string_value,
        field: declared(column_id),
      }));
      return oneLead({ externalId: lead_id, ...readAnswers(answers, mapping, campaign, country) });
    },
    reply: (_request, answer) => googleReply(answer),
  }),
} as const satisfies Connector;

const ColumnSchema = z.object({
  /** Stable; the name is for people, in the advertiser's language. */
  column_id: ifPresent(z.string()),
  column_name: ifPresent(z.string()),
  string_value: Anything,
});

const LeadSchema = z.object({
  lead_id: z.string(),
  is_test: ifPresent(z.boolean()),
  user_column_data: listOf(ColumnSchema),
  form_id: Anything,
  campaign_id: Anything,
  adgroup_id: Anything,
  creative_id: Anything,
  gcl_id: Anything,
});

const declared = fieldByType({
  FULL_NAME: "fullName",
  FIRST_NAME: "firstName",
  LAST_NAME: "lastName",
  EMAIL: "email",
  WORK_EMAIL: "email",
  PHONE_NUMBER: "phone",
  WORK_PHONE: "phone",
  COMPANY_NAME: "company",
});

const KeySchema = z.object({ google_key: z.string() });

/** Google sends the key that the advertiser typed beside the address, in the body and nowhere else. */
function verifyGoogleKey({ body }: HttpRequest, { keys }: SourceSecrets): void {
  const brought = keyIn(body);
  const matches = keys.map((key) => sameSecret(brought, key));
  if (brought === "" || !matches.includes(true)) throw new RejectedError(401, "The key is missing or wrong");
}

function keyIn(body: Uint8Array): string {
  try {
    return z.safeParse(KeySchema, parseJson(Buffer.from(body).toString("utf8"))).data?.google_key ?? "";
  } catch {
    return "";
  }
}

/** An empty object is success; errors are said in `message`. After 5xx Google sends again, after 4xx never. */
function googleReply(answer: Answer): HttpReply {
  switch (answer.kind) {
    case "accepted":
    case "nothing":
      return jsonReply(200, {});
    case "rejected":
      return jsonReply(answer.status, { message: answer.title });
    case "again":
      return jsonReply(503, { message: "Not stored; please send it again" }, { "retry-after": "5" });
  }
}
