import * as z from "zod/mini";
import type { Country } from "../../../lead/reader/phone.ts";
import { parseBody } from "../../../runtime/body.ts";
import type { HttpRequest } from "../../../runtime/http.ts";
import { configured } from "../../contract/connector.ts";
import type { Intake, Reading, SourceSecrets } from "../../contract/intake.ts";
import { doorIsOpen, jsonAnswer } from "../../kit/in/answers.ts";
import { sameSecret, verifySourceKey } from "../../kit/in/source-key.ts";
import { withStops } from "../../kit/in/stops.ts";
import { accessSettings } from "./access.ts";
import { type Change, readContext } from "./execution-context.ts";
import { personSettings, readPerson } from "./person.ts";
import { referenceTo, rowsApi } from "./rows-api.ts";
import { isStop, keyOf, triggerSettings, watchesColumns } from "./triggers.ts";

const SettingsSchema = z.prefault(
  z.strictObject({
    ...triggerSettings,
    ...personSettings,
    /** Where rows are read, for a source that reports to no Dynamics of the configuration. */
    orgUrl: z.optional(accessSettings.orgUrl),
  }),
  {},
);
type Settings = z.output<typeof SettingsSchema>;

/** Leads from a webhook that was registered with Dataverse, one change of a lead or contact in each request. */
export const dynamics365Intake = configured(
  SettingsSchema,
  (settings): Intake => ({
    handshake: doorIsOpen,
    verify: verifyKey,
    read: async (request, country) => {
      const body = await parseBody(request.body, request.headers["content-type"]);
      const change = readContext(body, request.headers["x-ms-dynamics-msg-size-exceeded"] !== undefined);
      const reading = readChange(change, settings, country);
      return change && isStop(change, settings) ? withStops(reading, [{ type: change.type, id: change.id }]) : reading;
    },
    stops: settings.stopOn !== undefined,
    platform: rowsApi(settings, {
      // A token must not go to somebody else's environment.
      orgUrl: settings.orgUrl ?? "https://org-url-is-not-set.invalid",
      isOptional: !watchesColumns(settings),
    }),
    invalidPhone: "hold",
    // It is sent again once after 502, 503 or 504, and never after anything else:
    // https://learn.microsoft.com/en-us/power-apps/developer/data-platform/use-webhooks
    reply: (_request, answer) => jsonAnswer(answer),
  }),
);

/**
 * Dataverse signs nothing. What it is given at the registration it sends along: a `WebhookKey` as `code` in the address,
 * or a header or parameter under a name that somebody chose.
 * @throws RejectedError 401
 */
function verifyKey(request: HttpRequest, secrets: SourceSecrets): void {
  const code = request.query.get("code") ?? "";
  const matches = secrets.keys.map((key) => sameSecret(code, key));
  if (!matches.includes(true)) verifySourceKey(request, secrets);
}

function readChange(change: Change | undefined, settings: Settings, country: Country | undefined): Reading {
  const key = change && keyOf(change, settings);
  if (change === undefined || key === undefined) {
    return { kind: "ignored", why: "the change is no lead, as the source's settings have it" };
  }
  const { what, type, id, operation, by, written, row } = change;
  const isWhole = what === "created" && written !== undefined;
  const lead = {
    ...readPerson(row, settings, country),
    key,
    externalId: operation,
    record: { type, id },
    // An update holds no more than what was written, and may be our own.
    ...(!isWhole && { reference: referenceTo({ type, id, ...(what === "changed" && { by }) }) }),
  };
  return { kind: "leads", leads: [lead] };
}
