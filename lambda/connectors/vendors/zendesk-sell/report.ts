import { configured } from "../../contract/connector.ts";
import type { Reporter } from "../../contract/reporter.ts";
import { API, zendeskSellAccess } from "./access.ts";
import { createCall, findCall, updateCall } from "./call.ts";
import { personOf } from "./person.ts";
import { changeRecord } from "./record-fields.ts";
import { ReportSettingsSchema } from "./settings.ts";
import { listUsers } from "./users.ts";

/** Results as calls on the lead or contact, and what they change there. */
export const zendeskSellReport = configured(
  ReportSettingsSchema,
  (settings): Reporter => ({
    ...zendeskSellAccess,
    probe: `${API}/users/self`,
    findRecord: (crm, lead, { mayMake }) => personOf(crm, lead, { mayMake, settings }),
    owners: { named: settings.owners, list: listUsers },
    create: (crm, job) => createCall(crm, job, settings),
    update: (crm, job, activityId) => updateCall(crm, job, activityId, settings),
    findTrace: (crm, job) => findCall(crm, job, settings),
    updateRecord: (crm, job) => changeRecord(crm, job, settings),
  }),
);
