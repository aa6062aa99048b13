import { createHash } from "node:crypto";
import * as z from "zod/mini";
import type { Mapping } from "../../../lead/reader/fields.ts";
import type { Country } from "../../../lead/reader/phone.ts";
import type { HttpRequest } from "../../../runtime/http.ts";
import type { Reading } from "../../contract/intake.ts";
import { withStops } from "../../kit/in/stops.ts";
import { ifPresent, inShape } from "../../kit/in/vendor-shape.ts";
import { noLead, type PersonSettings, readPerson, type Values } from "./person.ts";
import { referenceTo } from "./records-api.ts";
import { isOurs, isStop, keyOf, type SentRecord, type TriggerSettings } from "./triggers.ts";

/**
 * A record that the action "Send Webhook Notification" sends, with the fields that somebody picked.
 * https://github.com/odoo/odoo/blob/19.0/odoo/addons/base/models/ir_actions.py, `_run_action_webhook`
 */

const RecordId = z.pipe(z.union([z.string(), z.number()]), z.transform(String)).check(z.regex(/^[1-9]\d{0,14}$/));

const MessageSchema = z.looseObject({
  _id: RecordId,
  _model: z.string().check(z.regex(/^[a-z]\w{0,60}(?:\.\w{1,60}){0,6}$/)),
  _action: ifPresent(z.string()),
});

export interface WebhookSettings extends PersonSettings, TriggerSettings {
  readonly mapping: Mapping;
}

/** @throws RejectedError 422 when the body is no such record */
export function readMessage(
  body: unknown,
  request: Pick<HttpRequest, "body">,
  settings: WebhookSettings,
  country: Country | undefined,
): Reading {
  const { _id: id, _model: model, _action: action = "", ...values } = inShape(MessageSchema, body, "record of Odoo");
  if (!settings.models.includes(model)) {
    return { kind: "ignored", why: "records of this model are no leads, as the source's settings have it" };
  }
  const digest = createHash("sha256").update(request.body).digest("base64url");
  const sent: SentRecord = { model, id, action, values, digest };
  return withStops(readLead(sent, settings, country), isStop(sent, settings) ? [{ type: model, id }] : []);
}

function readLead(sent: SentRecord, settings: WebhookSettings, country: Country | undefined): Reading {
  const { model, id, values } = sent;
  const ignored = (why: string): Reading => ({ kind: "ignored", why });
  const why = noLead(model, values);
  if (why !== undefined) return ignored(why);
  if (isOurs(values, settings)) return ignored("the bridge itself made the record, or changed it");
  const key = keyOf(sent, settings);
  if (key === undefined) return ignored("the record is no lead, as the source's settings have it");
  const record = { type: model, id };
  // Without a field that somebody picked there is nobody in it, and Odoo is asked.
  const lead = isBare(values)
    ? { reference: referenceTo(record) }
    : readPerson(model, values, settings, settings.mapping, country);
  return { kind: "leads", leads: [{ ...lead, ...key, record }] };
}

const isBare = (values: Values): boolean => Object.keys(values).every((name) => name === "id");
