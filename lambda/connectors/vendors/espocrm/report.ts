import { configured } from "../../contract/connector.ts";
import type { Reporter } from "../../contract/reporter.ts";
import { API, espocrmAccess } from "./access.ts";
import { createCall, findCall, updateCall } from "./call.ts";
import { recordOf } from "./people.ts";
import { presentRecord } from "./present-record.ts";
import { changeRecord } from "./record-fields.ts";
import { ReportSettingsSchema } from "./settings.ts";
import { listUsers } from "./users.ts";

/** Results as calls on the lead or contact, and the lead's status. */
export const espocrmReport = configured(
  ReportSettingsSchema,
  (settings): Reporter => ({
    ...espocrmAccess(settings),
    probe: `${API}/Lead?select=id&maxSize=1`,
    findRecord: (crm, lead, { mayMake }) => recordOf(crm, lead, { ...settings, mayMake }),
    owners: { named: settings.owners, list: listUsers },
    create: async (crm, job) => createCall(crm, job, await presentRecord(crm, job, settings), settings),
    update: (crm, job, activityId) => updateCall(crm, job, activityId, settings),
    findTrace: async (crm, job) => findCall(crm, job, (await presentRecord(crm, job, settings)).record),
    updateRecord: async (crm, job) => changeRecord(crm, job, await presentRecord(crm, job, settings), settings),
  }),
);
