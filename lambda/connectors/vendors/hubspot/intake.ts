import { createHash, createHmac } from "node:crypto";
import * as z from "zod/mini";
import type { LeadDraft } from "../../../lead/reader/draft.ts";
import { readFields, textAt } from "../../../lead/reader/fields.ts";
import { parseBody } from "../../../runtime/body.ts";
import { RejectedError } from "../../../runtime/errors.ts";
import type { HttpRequest } from "../../../runtime/http.ts";
import { configured } from "../../contract/connector.ts";
import type { Intake, Reading } from "../../contract/intake.ts";
import { doorIsOpen, jsonAnswer } from "../../kit/in/answers.ts";
import { sameSecret, verifySourceKey } from "../../kit/in/source-key.ts";
import { contactsApi } from "./contacts-api.ts";
import { eventSettings, isStopped, readEvents } from "./events.ts";
import { DoNotCallSetting, plainValue, readProperties, refusesCalls } from "./properties.ts";

const SettingsSchema = z.prefault(z.strictObject({ ...eventSettings, doNotCall: DoNotCallSetting }), {});
type Settings = z.output<typeof SettingsSchema>;

/**
 * Leads from the workflow action "Send a webhook", with the whole contact or a body composed in the workflow, which
 * must then hold `hs_object_id` for the result to find its way back; or from the webhooks of an app, which hold ids.
 * https://knowledge.hubspot.com/workflows/how-do-i-use-webhooks-with-hubspot-workflows
 */
export const hubspotIntake = configured(
  SettingsSchema,
  (settings): Intake => ({
    handshake: doorIsOpen,
    /** With `client_secret` of the app that the workflow action names, HubSpot's signature is required. */
    verify(request, secrets, now) {
      const clientSecret = secrets.values.client_secret;
      if (clientSecret) verifySignature(request, clientSecret, now);
      else verifySourceKey(request, secrets);
    },
    read: (request) => readRequest(request, settings),
    // Who says which events are leads has an app's webhooks come.
    platform: contactsApi({
      doNotCall: settings.doNotCall,
      isOptional: settings.on === undefined && settings.callActivities.length === 0,
    }),
    stops: settings.stopOn !== undefined,
    invalidPhone: "hold",
    // A workflow repeats after 5xx, for three days, and gives up at once after 4xx:
    // https://developers.hubspot.com/docs/methods/workflows/webhook_information
    // An app's webhooks are repeated ten times after whatever is no success, and five seconds without an answer:
    // https://developers.hubspot.com/docs/api-reference/latest/error-handling
    reply: (_request, answer) => jsonAnswer(answer),
  }),
);

const TOLERANCE_MS = 5 * 60_000;

/**
 * https://developers.hubspot.com/docs/apps/legacy-apps/authentication/validating-requests
 * Version 3 signs the time as well; version 2, which workflows send, does not: there a replay meets its own key, for
 * as long as that holds.
 */
function verifySignature(request: HttpRequest, secret: string, now: Date): void {
  const signedV3 = request.headers["x-hubspot-signature-v3"] !== undefined;
  const genuine = signedV3 ? isSignedV3(request, secret, now) : isSignedV2(request, secret);
  if (!genuine) throw new RejectedError(401, "HubSpot's signature is missing or wrong");
}

function isSignedV2(request: HttpRequest, secret: string): boolean {
  const { method, headers, body } = request;
  if (headers["x-hubspot-signature-version"] !== "v2") return false;
  return addressesOf(request).some((address) => {
    const hash = createHash("sha256").update(secret).update(method).update(address).update(body);
    return sameSecret(hash.digest("hex"), headers["x-hubspot-signature"] ?? "");
  });
}

function isSignedV3(request: HttpRequest, secret: string, now: Date): boolean {
  const { method, headers, body } = request;
  const sentAt = headers["x-hubspot-request-timestamp"] ?? "";
  if (!/^\d+$/.test(sentAt) || Math.abs(now.getTime() - Number(sentAt)) > TOLERANCE_MS) return false;
  const addresses = addressesOf(request);
  return [...addresses, ...addresses.map(unescaped)].some((address) => {
    const hmac = createHmac("sha256", secret).update(method).update(address).update(body).update(sentAt);
    return sameSecret(hmac.digest("base64"), headers["x-hubspot-signature-v3"] ?? "");
  });
}

/** HubSpot signs the address that it called: of the door itself, or of what stands before it. */
const addressesOf = ({ url, urlBefore }: HttpRequest): string[] => [url, ...(urlBefore ? [urlBefore] : [])];

/** HubSpot signs the address with these characters decoded, whatever it sent. */
const unescaped = (url: string): string =>
  url.replace(/%(?:3A|2F|3F|40|21|24|27|28|29|2A|2C|3B)/gi, (escaped) => decodeURIComponent(escaped));

async function readRequest(request: HttpRequest, settings: Settings): Promise<Reading> {
  const value = await parseBody(request.body, request.headers["content-type"]);
  return Array.isArray(value) ? readEvents(value, settings) : readContact(value, request.body, settings);
}

/** The whole contact has `properties`; a body composed in the workflow has its names at the top instead. */
const RecordSchema = z.looseObject({ properties: z.optional(z.record(z.string(), z.unknown())) });

/** Where the id of the contact is, in the order of trust. */
const ID_PLACES = ["vid", "hs_object_id", "properties.hs_object_id.value", "properties.hs_object_id"];

function readContact(value: unknown, body: Uint8Array, settings: Settings): Reading {
  const { doNotCall } = settings;
  const record = z.safeParse(RecordSchema, value).data;
  if (!record) throw new RejectedError(422, "The body is no HubSpot contact");
  const { properties } = record;
  const person = properties ? readProperties(properties, doNotCall) : readComposed(record, doNotCall);
  const id = ID_PLACES.map((place) => textAt(record, place)).find((text) => text !== undefined);
  if (!id) return { kind: "leads", leads: [person] };
  // A workflow that sends a contact because it is lost says so by its property.
  if (isStopped((name) => plainValue(properties ? properties[name] : record[name]), settings)) {
    return { kind: "leads", leads: [], stops: [{ type: "contact", id, refusesCalls: person.callsRefused }] };
  }
  const key = `${id}:${createHash("sha256").update(body).digest("base64url")}`;
  const keyWindowMs = hasHistory(properties) ? undefined : REPEAT_WINDOW_MS;
  return { kind: "leads", leads: [{ ...person, key, keyWindowMs, record: { type: "contact", id } }] };
}

function readComposed(record: Record<string, unknown>, doNotCall: readonly string[]): LeadDraft {
  const draft = readFields(record);
  return refusesCalls(record, doNotCall) ? { ...draft, callsRefused: true } : draft;
}

/**
 * A workflow repeats the same bytes for up to three days. In a whole contact each value comes with its history, so its
 * bytes differ once anything about the contact has changed, were it only the result that we wrote. A body composed in
 * the workflow is the same again whenever the contact is enrolled, and only the time tells that from a repeat.
 */
const REPEAT_WINDOW_MS = 4 * 86_400_000;

const WithHistorySchema = z.object({ versions: z.array(z.unknown()).check(z.minLength(1)) });

const hasHistory = (properties: Record<string, unknown> = {}): boolean =>
  Object.values(properties).some((property) => z.safeParse(WithHistorySchema, property).success);
