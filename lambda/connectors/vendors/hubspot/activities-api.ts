import * as z from "zod/mini";
import type { LeadDraft } from "../../../lead/reader/draft.ts";
import { RejectedError, TransientError } from "../../../runtime/errors.ts";
import type { Fetched, PlatformHttp } from "../../contract/platform.ts";
import { exactly } from "../../kit/in/bookings.ts";
import { ifPresent, listOf } from "../../kit/in/vendor-shape.ts";
import { type ActivityKind, activities, isCall, isPlanned, TASK_TYPE } from "./activities.ts";
import { batchRead } from "./batch-read.ts";
import { momentIn } from "./event.ts";
import { ALL_OF_READ, ObjectSchema } from "./objects.ts";

/** Meetings and tasks that events name, with their contact, read by their ids. */

const Moment = ifPresent(z.nullable(z.string()));
const ShownSchema = z.extend(ObjectSchema, { createdAt: Moment, updatedAt: Moment });
type Shown = z.output<typeof ShownSchema>;

const Id = z.pipe(z.union([z.string(), z.number()]), z.transform(String));
const AssociationsSchema = z.object({
  results: listOf(z.object({ from: z.object({ id: Id }), to: listOf(z.object({ toObjectId: Id })) })),
});

/** @returns by the ids of contacts */
type ReadContacts = (ids: readonly string[]) => Promise<ReadonlyMap<string, LeadDraft>>;

/** What became of each; a refusal or a delay is one's own, and the others' business is not delayed by it. */
export type Answers = ReadonlyMap<string, Fetched | Error>;

/** @param ids of activities of this kind, of which those that HubSpot does not show are missing in what is returned */
export async function readActivities(
  http: PlatformHttp,
  kind: ActivityKind,
  ids: readonly string[],
  readContacts: ReadContacts,
): Promise<Answers> {
  const { path, title, time, state } = activities[kind];
  const properties = [...new Set([title, time, state, "hs_timestamp", ...(kind === "task" ? [TASK_TYPE] : [])])];
  const inputs = ids.map((id) => ({ id }));
  const question = { properties, inputs, ...ALL_OF_READ };
  const shown = await batchRead(
    http,
    `/crm/v3/objects/${path}/batch/read`,
    question,
    z.object({ results: z.array(ShownSchema) }),
  );
  const answers = new Map<string, Fetched | Error>();
  const open = shown.found.results.filter((each) => {
    const why = whyNobody(kind, each);
    if (why !== undefined) answers.set(each.id, { kind: "nothing", why });
    return why === undefined;
  });
  if (open.length === 0) return answers;
  const contacts = await contactsOf(http, path, open);
  const people = await readContacts([...new Set(open.flatMap(({ id }) => onlyOne(contacts.get(id)) ?? []))]);
  for (const each of open) {
    const named = contacts.get(each.id) ?? [];
    const only = onlyOne(named);
    const person = only === undefined ? undefined : people.get(only);
    if (named.length === 0) answers.set(each.id, withoutContact(each, shown.at));
    else if (only === undefined) {
      answers.set(each.id, new RejectedError(422, "It has several contacts in HubSpot, and nothing says whom to call"));
    } else if (person) answers.set(each.id, { kind: "lead", lead: leadOf(kind, each, only, person) });
  }
  return answers;
}

/** @returns undefined for an activity that is still to come, as far as its properties say it */
function whyNobody(kind: ActivityKind, { properties, createdAt }: Shown): string | undefined {
  const activity = activities[kind];
  if (kind === "task" && !isCall(properties[TASK_TYPE])) return "the task is no call";
  if (!isPlanned(activity, properties[activity.state])) return `the ${kind} is over`;
  const start = momentIn(properties[activity.time]);
  const entered = momentIn(createdAt);
  const isPast = kind === "meeting" && start !== undefined && entered !== undefined && start <= entered;
  return isPast ? "the meeting was entered after it had begun" : undefined;
}

/** @returns the contacts of each activity, by its id */
async function contactsOf(http: PlatformHttp, path: string, open: readonly Shown[]): Promise<Map<string, string[]>> {
  const { found } = await batchRead(
    http,
    `/crm/v4/associations/${path}/contacts/batch/read`,
    { inputs: open.map(({ id }) => ({ id })) },
    AssociationsSchema,
  );
  // A contact may be tied to it in several ways.
  return new Map(
    found.results.map(({ from, to }) => [from.id, [...new Set(to.map(({ toObjectId }) => toObjectId))]] as const),
  );
}

const onlyOne = (contacts: readonly string[] = []): string | undefined =>
  contacts.length === 1 ? contacts[0] : undefined;

/** Whom it is with may be entered a moment after it. */
const CONTACT_WITHIN_MS = 10 * 60_000;
const ASKED_AGAIN_MS = 60_000;

function withoutContact({ createdAt }: Shown, now: string | undefined): Fetched | Error {
  const age = Date.parse(now ?? "") - Date.parse(createdAt ?? "");
  return age < CONTACT_WITHIN_MS
    ? new TransientError("It has no contact in HubSpot yet", { retryAfterMs: ASKED_AGAIN_MS })
    : { kind: "nothing", why: "it has no contact in HubSpot" };
}

function leadOf(kind: ActivityKind, { properties, updatedAt }: Shown, contact: string, person: LeadDraft): LeadDraft {
  const { time, title } = activities[kind];
  const start = properties[time] ?? properties.hs_timestamp ?? "";
  const said = momentIn(updatedAt);
  const subject = properties[title];
  return {
    ...person,
    record: { type: "contact", id: contact },
    asked: { text: exactly(momentIn(start) ?? start), isSure: true, ...(said && { said }) },
    extra: { ...person.extra, ...(subject && { subject }) },
  };
}
