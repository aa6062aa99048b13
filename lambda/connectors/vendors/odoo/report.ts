import { configured } from "../../contract/connector.ts";
import type { Reporter } from "../../contract/reporter.ts";
import { odooAccess } from "./access.ts";
import { changeLead } from "./lead-fields.ts";
import { createNote, findNote, updateNote } from "./note.ts";
import { personOf } from "./people.ts";
import { methodPath } from "./rpc.ts";
import { ReportSettingsSchema } from "./settings.ts";
import { listUsers } from "./users.ts";

/** Results as notes on the lead or contact, and the lead's stage and tags. */
export const odooReport = configured(
  ReportSettingsSchema,
  (settings): Reporter => ({
    ...odooAccess(settings),
    probe: { path: methodPath("crm.lead", "search_read"), posted: { domain: [], fields: ["id"], limit: 1 } },
    findRecord: (crm, lead, { mayMake }) => personOf(crm, lead, { mayMake, settings }),
    owners: { named: settings.owners, list: listUsers },
    create: (crm, job) => createNote(crm, job, settings),
    update: updateNote,
    findTrace: (crm, job) => findNote(crm, job, settings),
    updateRecord: (crm, job) => changeLead(crm, job, settings),
  }),
);
