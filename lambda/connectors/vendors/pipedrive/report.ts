import { configured } from "../../contract/connector.ts";
import type { Reporter } from "../../contract/reporter.ts";
import { pipedriveAccess } from "./access.ts";
import { createActivity, findActivity, updateActivity } from "./activity.ts";
import { createCallLog, updateCallLog } from "./call-log.ts";
import { personOf } from "./person.ts";
import { changeRecord } from "./record-fields.ts";
import { type Settings, SettingsSchema } from "./settings.ts";
import { listUsers } from "./users.ts";

/** Results as calls on the person, deal or lead, and what they change there. */
export const pipedriveReport = configured(
  SettingsSchema,
  (settings): Reporter => ({
    ...pipedriveAccess,
    probe: "/v1/users/me",
    findRecord: async (crm, lead, { mayMake }) => {
      const id = await personOf(crm, lead, { mayMake, settings });
      return id === undefined ? undefined : { type: "person", id };
    },
    owners: { named: settings.owners, list: listUsers },
    ...writtenAs(settings),
    updateRecord: (crm, job) => changeRecord(crm, job, settings),
  }),
);

/** A call log leaves no trace that could be found: after a lost answer a person looks. */
function writtenAs(settings: Settings): Pick<Reporter, "create" | "update" | "findTrace"> {
  return settings.activity === "activity"
    ? {
        create: (crm, job) => createActivity(crm, job, settings),
        update: (crm, job, id) => updateActivity(crm, job, id, settings),
        findTrace: (crm, job) => findActivity(crm, job, settings),
      }
    : {
        create: (crm, job) => createCallLog(crm, job, settings),
        update: (crm, job, id) => updateCallLog(crm, job, id, settings),
      };
}
