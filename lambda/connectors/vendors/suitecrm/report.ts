import { configured } from "../../contract/connector.ts";
import type { Reporter } from "../../contract/reporter.ts";
import { namedFields } from "../../kit/out/speed.ts";
import { suitecrmAccess } from "./access.ts";
import { API } from "./api.ts";
import { findCall, isTooLong, putCall, putTranscript, updateCall } from "./call.ts";
import { IDENTITY, personOf } from "./people.ts";
import { placeOf } from "./place.ts";
import { changeFields, mayChange } from "./record-fields.ts";
import { ReportSettingsSchema } from "./settings.ts";
import { listUsers } from "./users.ts";

/** Results as calls on the lead or contact, and the lead's status. */
export const suitecrmReport = configured(
  ReportSettingsSchema,
  (settings): Reporter => ({
    ...suitecrmAccess(settings),
    probe: `${API}/current-user`,
    findRecord: (crm, lead, { mayMake }) => personOf(crm, lead, { mayMake, settings }),
    owners: { named: settings.owners, list: listUsers },
    create: async (crm, job) => putCall(crm, job, (await placeOf(crm, job, settings)).record, settings),
    update: (crm, job, activityId) => updateCall(crm, job, activityId, settings),
    findTrace: async (crm, job) => findCall(crm, job, (await placeOf(crm, job, settings)).record),
    isIdempotentBy: "the id of the call, which follows from the call and its record",
    async updateRecord(crm, job) {
      if (!mayChange(job, settings) && !isTooLong(job)) return;
      const wanted = { fields: [...IDENTITY, "do_not_call"], ofLead: namedFields(settings.fields) };
      const place = await placeOf(crm, job, settings, wanted);
      await changeFields(crm, job, place, settings);
      if (isTooLong(job)) await putTranscript(crm, job, place.record);
    },
  }),
);
