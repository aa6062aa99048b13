import * as z from "zod/mini";
import { configured } from "../../contract/connector.ts";
import type { Intake } from "../../contract/intake.ts";
import { AllowGetSetting, MappingSetting, machineIntake } from "../../kit/in/machine-sender.ts";
import { apiServer, DataCentreSetting } from "./data-centres.ts";
import { DoNotCallSetting } from "./fields.ts";
import { verifyKey } from "./key-in-body.ts";
import { isNotification, notificationSettings, readNotification, stopSettings } from "./notifications.ts";
import { recordsApi } from "./records-api.ts";
import { readRecord } from "./workflow-record.ts";

const UserId = z.string().check(z.regex(/^\d+$/, "write the user's id, which is a number"));

const SettingsSchema = z.prefault(
  z.strictObject({
    ...notificationSettings,
    ...stopSettings,
    dataCentre: DataCentreSetting,
    /** Our field → the name of a workflow's parameter, for what is not recognised. */
    mapping: MappingSetting,
    /** The workflow's parameter with the record's id, if it is called otherwise than `lead_id`, `contact_id` or `id`. */
    recordId: z.optional(z.string().check(z.minLength(1))),
    doNotCall: DoNotCallSetting,
    /** Ids of Zoho's users who write for the bridge: what they make is no lead, where a notification tells of it. */
    ourUsers: z._default(z.array(UserId), []),
    allowGet: AllowGetSetting,
  }),
  {},
);

/**
 * Leads from a workflow's webhook, with the person in parameters that somebody named; or from notifications, which hold ids.
 * https://help.zoho.com/portal/en/kb/crm/automate-business-processes/actions/articles/webhooks
 */
export const zohoIntake = configured(
  SettingsSchema,
  ({ dataCentre, mapping, allowGet, on, ...settings }): Intake => ({
    ...machineIntake(
      {
        verify: verifyKey,
        isComposed: true,
        read: (body, places, request, country) =>
          isNotification(body)
            ? readNotification(body, { ...settings, on })
            : readRecord(body, request, { ...settings, mapping: places }, country),
      },
      mapping,
      allowGet,
    ),
    stops: settings.stopOn !== undefined,
    // Who says which notifications are leads has them come.
    platform: recordsApi({ ...settings, baseUrl: apiServer(dataCentre), isOptional: on === undefined }),
  }),
);
