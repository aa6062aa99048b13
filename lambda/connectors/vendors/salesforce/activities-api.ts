import * as z from "zod/mini";
import type { LeadDraft } from "../../../lead/reader/draft.ts";
import { type Mapping, textAt } from "../../../lead/reader/fields.ts";
import { RejectedError, TransientError } from "../../../runtime/errors.ts";
import type { ApiAnswer } from "../../contract/http.ts";
import type { Platform, PlatformHttp } from "../../contract/platform.ts";
import { askedAt } from "../../kit/in/planned-calls.ts";
import { platformRefusal } from "../../kit/in/platform-refusal.ts";
import { authorise, salesforceAccess } from "./access.ts";
import { dueIn, isCopy, isMade, saidIn, whyNotPlanned } from "./activities.ts";
import { understand } from "./errors.ts";
import { type ActivityKind, activityNamed, type PersonRecord, personRecord } from "./ids.ts";
import { readNamed, refusesCalls } from "./person-fields.ts";

/** Tasks and events that messages name, read with the lead or contact whom they are with. */

/** The version that the CRM's settings propose: what is read here has been the same in all of them. */
const SOBJECTS = "/services/data/v63.0/sobjects";

/**
 * A reference is `task/` or `event/` with an id.
 * @param settings.doNotCall fields by which somebody wants no call
 */
export const activitiesApi = (settings: { mapping: Mapping; doNotCall: readonly string[] }): Platform => ({
  // A session lasts for hours and its address is the organisation's, so that a source has none of its own.
  baseUrl: "https://report-to-salesforce.invalid",
  credentials: z.never(),
  access: salesforceAccess,
  authorise,
  async fetch(http, reference) {
    const { kind, id } = activityNamed(reference.replace(/^.*\//, "")) ?? {};
    if (kind === undefined) throw new RejectedError(400, "The lead's reference is no task or event of Salesforce's");
    const activity = await read(http, kind === "task" ? "Task" : "Event", id);
    const why = whyNobody(kind, activity);
    if (why !== undefined) return { kind: "nothing", why };
    const record = personRecord(textAt(activity, "WhoId") ?? "");
    if (!record) return { kind: "nothing", why: `the ${kind} is with no lead and no contact` };
    const subject = textAt(activity, "Subject");
    const lead = {
      ...(await personOf(http, record, settings)),
      asked: askedAt(dueIn(kind, activity), saidIn(activity)),
      ...(subject && { extra: { subject } }),
    };
    return { kind: "lead", lead };
  },
});

const whyNobody = (kind: ActivityKind, activity: Fields): string | undefined => {
  if (isCopy(activity)) return "it is a copy of another";
  return isMade(activity) ? "the task is a call that was made" : whyNotPlanned(kind, activity);
};

/** Whom it is with; of a lead that was converted, the contact that it became. */
async function personOf(
  http: PlatformHttp,
  { type, id }: PersonRecord,
  settings: { mapping: Mapping; doNotCall: readonly string[] },
): Promise<LeadDraft> {
  const fields = await read(http, type === "lead" ? "Lead" : "Contact", id);
  const contact = personRecord(textAt(fields, "ConvertedContactId") ?? "");
  if (type === "lead" && contact?.type === "contact") return personOf(http, contact, settings);
  const { doNotCall, mapping } = settings;
  // Salesforce leaves out what the bridge's user may not see: whoever wants no call must not pass for somebody who does not mind.
  if (doNotCall.length > 0 && !doNotCall.some((name) => name in fields)) {
    throw new RejectedError(
      400,
      `Salesforce shows the bridge's user none of ${doNotCall.join(", ")} on the ${type}: let that user read it`,
    );
  }
  const { extra: _, ...person } = readNamed(fields, mapping);
  const isRefused = refusesCalls(fields, doNotCall);
  return { ...person, record: { type, id }, ...(isRefused && { callsRefused: true }) };
}

const FieldsSchema = z.record(z.string(), z.unknown());
type Fields = z.output<typeof FieldsSchema>;

/**
 * All that the bridge's user may see of a record:
 * https://developer.salesforce.com/docs/platform/api-rest/guide/resources-sobject-retrieve.html
 */
async function read(http: PlatformHttp, object: string, id = ""): Promise<Fields> {
  const answer = await http.get(`${SOBJECTS}/${object}/${encodeURIComponent(id)}`);
  const failure = failureIn(answer);
  if (failure) throw failure;
  const fields = z.safeParse(FieldsSchema, answer.body).data;
  if (!fields) throw new TransientError("Salesforce answered something else than a record");
  return fields;
}

function failureIn(answer: ApiAnswer): Error | undefined {
  const meaning = understand(answer);
  switch (meaning.kind) {
    case "ok":
      return undefined;
    case "busy":
      return new TransientError("Salesforce has no room for the bridge now", { retryAfterMs: meaning.waitMs });
    case "again":
      return new TransientError("Salesforce was too slow, or another had the record");
    case "access-refused":
      return platformRefusal("Salesforce", 401, meaning.detail);
    default:
      return platformRefusal("Salesforce", answer.status === 404 ? 404 : 400, meaning.detail);
  }
}
