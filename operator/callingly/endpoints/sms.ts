import { type Endpoint, phone, reaches, text } from "../endpoint.ts";

/** Text messages. */

export const sms: readonly Endpoint[] = [
  reaches(
    {
      name: "sms send",
      does: "Sends a text message to a person. Sent once, never repeated.",
      fields: { phone_number: phone, sms_number: phone, message: text },
    },
    ({ phone_number, sms_number, message }) => `${sms_number} sends to ${phone_number}: “${message}”. Send it now?`,
    (callingly, sms) => callingly.sendSms(sms),
  ),
];
