import * as z from "zod/mini";
import type { HttpReply, HttpRequest } from "../../../runtime/http.ts";
import { configured } from "../../contract/connector.ts";
import type { Answer, Intake, SourceSecrets } from "../../contract/intake.ts";
import { doorIsOpen, jsonAnswer } from "../../kit/in/answers.ts";
import { MappingSetting, machineIntake } from "../../kit/in/machine-sender.ts";
import { bodyMentions } from "../../kit/in/recognise.ts";
import { verifySourceKey } from "../../kit/in/source-key.ts";
import { contactsApi } from "./contacts-api.ts";
import { eventSettings, isEvent, readEvent } from "./events.ts";
import { readPost } from "./http-post.ts";
import { TagName } from "./tags.ts";

const Word = z.string().check(z.minLength(1));

const SettingsSchema = z.prefault(
  z.strictObject({
    ...eventSettings,
    /** Ways by which contacts come that are no leads, as Keap's `source_type` has them, such as `IMPORT`. */
    exceptFrom: z._default(
      z.array(
        z.enum([
          "API",
          "APPOINTMENT",
          "FORM_API_HOSTED",
          "FORM_API_INTERNAL",
          "IMPORT",
          "INTERNAL_FORM",
          "LANDING_PAGE",
          "MANUAL",
          "OTHER",
          "UNKNOWN",
          "WEBFORM",
        ]),
      ),
      [],
    ),
    /** Custom fields by their ids, or names of an automation's values: each that is neither empty nor a no holds the lead. */
    doNotCall: z._default(z.array(Word), []),
    /** Tags by which somebody wants no call, by name or id. That which the bridge adds is always among them. */
    doNotCallTags: z._default(z.array(TagName), ["Do Not Call"]),
    /** Our field → the name of an automation's value, for what is not recognised. */
    mapping: MappingSetting,
  }),
  {},
);

/** Leads from REST hooks, by their ids; or from automations, which post whole contacts. */
export const keapIntake = configured(
  SettingsSchema,
  ({ mapping, ...settings }): Intake => ({
    ...machineIntake(
      {
        isComposed: true,
        handshake: (request, secrets) => confirmation(request, secrets) ?? doorIsOpen(request),
        read: (body, places, request, country) =>
          isEvent(body)
            ? readEvent(body, settings)
            : readPost(body, request, { ...settings, mapping: places }, country),
        // Whatever is below 200 or from 400 on is sent again, three times: https://developer.keap.com/rest-hook-documentation/
        reply: (_request, answer) => jsonAnswer(thatKeepsTheHook(answer)),
      },
      mapping,
    ),
    stops: settings.stopOn !== undefined,
    platform: contactsApi({ ...settings, isOptional: [settings.on ?? "created"].flat().length === 0 }),
  }),
);

/**
 * Keap asks whether an address wants its events, and wants its secret back. It is told by an address with the source's
 * key alone, so that a wrong key shows now and not at the first lead.
 * @throws RejectedError 401
 */
function confirmation(request: HttpRequest, secrets: SourceSecrets): HttpReply | undefined {
  const asked = request.headers["x-hook-secret"];
  if (!asked || request.method !== "POST" || bodyMentions(request, '"object_keys"')) return undefined;
  verifySourceKey(request, secrets);
  return { status: 200, headers: { "x-hook-secret": asked }, body: "" };
}

/** With this one Keap stops the hook at once. */
const ENDS_THE_HOOK = 410;

const thatKeepsTheHook = (answer: Answer): Answer =>
  answer.kind === "rejected" && answer.status === ENDS_THE_HOOK ? { ...answer, status: 400 } : answer;
