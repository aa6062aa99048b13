import { configured } from "../../contract/connector.ts";
import type { Reporter } from "../../contract/reporter.ts";
import { attioAccess } from "./access.ts";
import { createNote, findNote, replaceNote } from "./call.ts";
import { personOf } from "./people.ts";
import { changeAttributes } from "./person-fields.ts";
import { ReportSettingsSchema } from "./settings.ts";

/** Results as notes on the person, and attributes of theirs. */
export const attioReport = configured(
  ReportSettingsSchema,
  (settings): Reporter => ({
    ...attioAccess,
    probe: "/v2/notes?limit=1",
    findRecord: (crm, lead, { mayMake }) => personOf(crm, lead, { mayMake, settings }),
    create: (crm, job) => createNote(crm, job, settings),
    update: (crm, job, activityId) => replaceNote(crm, job, activityId, settings),
    findTrace: (crm, job) => findNote(crm, job, settings),
    updateRecord: (crm, job) => changeAttributes(crm, job, settings),
  }),
);
