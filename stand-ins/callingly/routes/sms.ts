import * as z from "zod";
import { parsePhone } from "../../kit/phones.ts";
import { listOwned } from "../access.ts";
import { invalid } from "../errors.ts";
import type { Context, Route } from "../router.ts";
import { text, validate } from "../rules.ts";

const SendSchema = z.object({ phone_number: text, sms_number: text, message: text });

/** Keeps the message and sends nothing. `sms_number` has to be one of the account's own numbers. */
function send(context: Context) {
  const { records, account, now } = context;
  const { message, ...numbers } = validate(SendSchema, context.input);
  const to = parsePhone(numbers.phone_number, account.country_code);
  const from = parsePhone(numbers.sms_number, account.country_code);
  if (!to) throw invalid({ phone_number: ["The phone number field must be a valid number."] });
  const isOwn = listOwned(context, "number").some(({ phone_number }) => phone_number === from);
  if (!from || !isOwn) throw invalid({ sms_number: ["The selected sms number is invalid."] });
  const id = records.nextId("sms");
  records.put("sms", { id, account_id: account.id, at: now, phone_number: to, sms_number: from, message });
  return { success: true };
}

export const smsRoutes: readonly Route[] = [{ method: "POST", path: "/sms", run: send }];
