import * as z from "zod";
import type { Outgoing } from "../../lib/program/serve.ts";
import type { DemoCrms } from "../../stand-ins/crms/index.ts";
import { json, type Message, type PlayedCrm } from "../../stand-ins/kit/crm.ts";
import type { DemoSource } from "./facts.ts";

const PersonSchema = z.strictObject({
  firstname: z.string(),
  lastname: z.string(),
  email: z.string(),
  phone: z.string(),
});

type Contacts = NonNullable<PlayedCrm["contacts"]>;

type Sending = Pick<DemoSource, "connector" | "report">;

/** The CRM whose people a source takes, if that CRM is played here and sends any. */
export const playedCrmOf = ({ connector, report }: Sending, { crms }: DemoCrms): PlayedCrm | undefined =>
  report.map((name) => crms.get(name)).find((crm) => crm?.connector === connector && crm.contacts);

export const contactsFor = (source: Sending, crms: DemoCrms): Contacts | undefined =>
  playedCrmOf(source, crms)?.contacts;

/** As a vendor sends it by itself. */
export const sendMessage = (url: string, message: Message): Promise<Response> =>
  fetch(url, { method: "POST", ...message });

/** Somebody saves a contact in a CRM, which then sends it to the bridge. */
export async function sendContact(source: DemoSource, body: unknown, crms: DemoCrms): Promise<Outgoing> {
  const contacts = contactsFor(source, crms);
  if (!contacts) {
    const message = `The source reports to no CRM that sends contacts to it: add one with the connector "${source.connector}" to its \`report\``;
    return json(409, { message });
  }
  const { firstname, lastname, email, phone } = PersonSchema.parse(body);
  const id = contacts.save({ firstName: firstname, lastName: lastname, email, phone });
  const answer = await sendMessage(source.url, contacts.sent(id));
  const text = await answer.text();
  // Some senders are answered in XML.
  const isJson = answer.headers.get("content-type")?.includes("json") === true;
  return json(answer.status, isJson ? JSON.parse(text) : { answer: text });
}
