import { configured } from "../../contract/connector.ts";
import type { Reporter } from "../../contract/reporter.ts";
import { API, copperAccess } from "./access.ts";
import { createActivity, findActivity, updateActivity } from "./activity.ts";
import { changeRecord } from "./record-fields.ts";
import { SettingsSchema } from "./settings.ts";
import { listUsers } from "./users.ts";
import { recordFor } from "./whose-result.ts";

/** Results as activities on the lead or person, with its status, a tag and custom fields. */
export const copperReport = configured(
  SettingsSchema,
  (settings): Reporter => ({
    ...copperAccess,
    probe: `${API}/account`,
    findRecord: (crm, lead, { mayMake }) => recordFor(crm, lead, { mayMake, settings }),
    owners: { named: settings.owners, list: listUsers },
    create: (crm, job) => createActivity(crm, job, settings),
    update: (crm, job, activityId) => updateActivity(crm, job, activityId, settings),
    findTrace: (crm, job) => findActivity(crm, job, settings),
    updateRecord: (crm, job) => changeRecord(crm, job, settings),
  }),
);
