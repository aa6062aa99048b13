import * as z from "zod/mini";
import type { CrmRecord } from "../../../lead/lead.ts";
import { configured } from "../../contract/connector.ts";
import type { CrmHttp, Reporter, ReportJob, Written } from "../../contract/reporter.ts";
import { byEnd, byOutcome } from "../../kit/out/by-outcome.ts";
import { traceOf } from "../../kit/out/note.ts";
import { CountrySetting, OwnersSetting } from "../../kit/out/settings.ts";
import { SpeedFields } from "../../kit/out/speed.ts";
import { zohoAccess } from "./access.ts";
import {
  API,
  CONTACTS,
  checked,
  LEADS,
  momentOf,
  pathOf,
  query,
  quoted,
  rowContent,
  textOf,
  writtenId,
} from "./api.ts";
import { CALLS, changingFields, newCall, timeOf } from "./call.ts";
import { DataCentreSetting } from "./data-centres.ts";
import { personOf } from "./person.ts";
import { placeOf, recordOf } from "./place.ts";
import { changeRecord } from "./record-fields.ts";
import { listUsers } from "./users.ts";

/** https://www.zoho.com/crm/developer/docs/api/v8/add-tags.html */
const MOST_TAG = 25;

/** What a change may start at Zoho: https://www.zoho.com/crm/developer/docs/api/v8/update-records.html */
const Trigger = z.enum(["workflow", "approval", "blueprint", "pathfinder", "orchestration"]);

const SettingsSchema = z.prefault(
  z.strictObject({
    dataCentre: DataCentreSetting,
    /** Zoho's id of the user who owns the logged calls whose agent is no user. */
    ownerId: z.optional(z.string()),
    owners: OwnersSetting,
    /** A lead from elsewhere who is neither a lead nor a contact at Zoho: true makes a lead, false parks the result. */
    createLead: z._default(z.boolean(), true),
    country: CountrySetting,
    /**
     * The lead's status after the best call so far; null leaves it alone. It is set where phone and e-mail address are the
     * record's, or the lead came with it. Contacts have none.
     */
    leadStatus: byOutcome({
      contacted: "Contacted",
      voicemail: "Attempted to Contact",
      missed: "Attempted to Contact",
      removed: "Not Qualified",
    }),
    /** The statuses, besides none at all, that the first call may replace. What a person has set since stays. */
    replacedLeadStatuses: z._default(z.array(z.string()), ["-None-", "Not Contacted"]),
    /** What the call's Call Result says where the agent gave it no tag; null says nothing. */
    callResults: byEnd({
      contacted: null,
      voicemail: "No response/Busy",
      missed: "No response/Busy",
      busy: "No response/Busy",
      removed: "Not interested",
    }),
    /** A tag that the record gets after the best call so far, beside those that it has. Default: none. */
    tags: byOutcome({ contacted: null, voicemail: null, missed: null, removed: null }).check(
      z.refine(
        (tags) => Object.values(tags).every((tag) => (tag ?? "").length <= MOST_TAG),
        `a tag of Zoho has at most ${MOST_TAG} characters`,
      ),
    ),
    /** Fields of the record, by their API names; the moment goes into one of the type "Date/Time". */
    fields: SpeedFields,
    /** What of Zoho's our changes of leads and contacts may start. Default: nothing, so that none of it rings anybody. */
    trigger: z._default(z.array(Trigger), []),
  }),
  {},
);
export type Settings = z.output<typeof SettingsSchema>;

/** Results as calls on the lead or contact, and the lead's status. */
export const zohoReport = configured(
  SettingsSchema,
  (settings): Reporter => ({
    ...zohoAccess(settings),
    probe: `${API}/${LEADS}?fields=Last_Name&per_page=1`,
    findRecord: (crm, lead, { mayMake }) => personOf(crm, lead, { mayMake, settings }),
    /** Shown with the scope `ZohoCRM.users.READ`. */
    owners: { named: settings.owners, list: listUsers },
    create: (crm, job) => createCall(crm, job, settings),
    update: (crm, job, activityId) => updateCall(crm, job, activityId, settings),
    findTrace: (crm, job) => findCall(crm, job, settings),
    updateRecord: (crm, job) => changeRecord(crm, job, settings),
  }),
);

/** What a lead has become counts: a call on one that was converted would be seen by nobody. */
async function presentPlace(crm: CrmHttp, job: ReportJob, settings: Settings): Promise<CrmRecord> {
  const record = checked(recordOf(job));
  return record.type === LEADS ? (await placeOf(crm, job, ["Last_Name"], settings)).record : record;
}

/** Workflows on calls are started: those answer to results, and no call is a lead. */
async function createCall(crm: CrmHttp, job: ReportJob, settings: Settings): Promise<Written> {
  const place = await presentPlace(crm, job, settings);
  const answer = await crm.request("POST", `${API}/${CALLS}`, rowContent(newCall(job, place, settings)));
  return { activityId: writtenId(answer) };
}

async function updateCall(crm: CrmHttp, job: ReportJob, id: string, settings: Settings): Promise<Written> {
  await crm.request("PUT", pathOf({ type: CALLS, id }), rowContent(changingFields(job, settings)));
  return { activityId: id };
}

const DAY_MS = 86_400_000;
/** More descriptions, each as long as may be, would not be read. */
const MOST_CALLS = 10;

/**
 * The call of an earlier write whose end is not known, by the words that begin its description. On the contact that a lead
 * has become as well: Zoho takes its calls along.
 */
async function findCall(crm: CrmHttp, job: ReportJob, settings: Settings): Promise<string | undefined> {
  const own = checked(recordOf(job));
  const place = await presentPlace(crm, job, settings);
  const time = Date.parse(timeOf(job));
  const [from, until] = [time - DAY_MS, time + DAY_MS].map((at) => quoted(momentOf(new Date(at).toISOString())));
  for (const { type, id } of place.id === own.id ? [own] : [place, own]) {
    const onRecord = `${type === CONTACTS ? "Who_Id" : "What_Id"} = ${quoted(id)}`;
    const calls = await query(
      crm,
      `select id, Description from ${CALLS} where ${onRecord} and Call_Start_Time between ${from} and ${until} order by id desc limit ${MOST_CALLS}`,
    );
    const trace = traceOf(job.call, calls, (call) => textOf(call, "Description"));
    if (trace) return textOf(trace, "id") || undefined;
  }
  return undefined;
}
