import { configured } from "../../contract/connector.ts";
import type { Reporter } from "../../contract/reporter.ts";
import { twentyAccess } from "./access.ts";
import { createNote, findNote, linkNote, updateNote } from "./note.ts";
import { personOf, presentPerson } from "./people.ts";
import { changePerson } from "./person-fields.ts";
import { ReportSettingsSchema } from "./settings.ts";

/** Results as notes on the person, and fields of theirs. */
export const twentyReport = configured(
  ReportSettingsSchema,
  (settings): Reporter => ({
    ...twentyAccess(settings),
    probe: "/rest/people?limit=1&depth=0",
    findRecord: (crm, lead, { mayMake }) => personOf(crm, lead, { mayMake, settings }),
    create: createNote,
    update: updateNote,
    findTrace: findNote,
    isIdempotentBy: "the id of the note, which follows from the call and its person",
    async updateRecord(crm, job, activityId) {
      if (activityId === undefined) return;
      const present = await presentPerson(crm, job, settings);
      await linkNote(crm, activityId, present.row.id);
      await changePerson(crm, job, present, settings);
    },
  }),
);
