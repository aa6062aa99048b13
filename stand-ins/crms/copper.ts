import * as z from "zod";
import type { Outgoing } from "../../lib/program/serve.ts";
import { ada } from "../kit/agents.ts";
import { type Contacts, type CrmRecord, type CrmRequest, type CrmStandIn, type DemoCrm, json } from "../kit/crm.ts";
import type { Kept } from "../kit/kept.ts";
import { noOwnWords, type OwnWords } from "../kit/own-words.ts";
import { parsePhone } from "../kit/phones.ts";
import { callInNote } from "../kit/told-note.ts";
import { refusals } from "./copper/refusals.ts";
import * as shapes from "./copper/shapes.ts";

/**
 * As much of Copper as the bridge uses: leads with their status, people, both with tags and custom fields, activities,
 * users, its search and its errors. https://developer.copper.com/
 */

export const demoCopper = { api_key: "demo-copper-key", email: "olive.owner@example.com" } as const;

/** The first is whose key it is. */
const users = [
  { id: 159258, name: "Olive Owner", email: demoCopper.email },
  { id: 159259, name: "Ada Fields", email: ada.email },
] as const;

/** Notes are the same in every account, and calls are not. */
const activityTypes = [
  { id: 0, category: "user", name: "Note", is_disabled: false, count_as_interaction: false },
  { id: 190711, category: "user", name: "Phone Call", is_disabled: false, count_as_interaction: true },
] as const;

const statuses = [
  { id: 208231, name: "New" },
  { id: 208232, name: "Contacted" },
  { id: 208233, name: "Unqualified" },
] as const;

interface Somebody {
  readonly kind: "lead" | "person";
  readonly id: number;
  readonly name: string;
  readonly company_name: string | null;
  readonly emails: readonly { readonly email: string; readonly category?: string | undefined }[];
  readonly phone_numbers: readonly { readonly number: string; readonly category?: string | undefined }[];
  readonly tags: readonly string[];
  readonly status_id: number;
  readonly custom_fields: readonly z.infer<typeof shapes.CustomField>[];
  readonly date_created: number;
  /** It was merged into another, or converted. */
  readonly isGone?: boolean;
}
interface Activity {
  readonly kind: "activity";
  readonly id: number;
  readonly user_id: number;
  readonly activity_date: number;
  readonly values: z.infer<typeof shapes.CreateActivitySchema>;
}
interface Webhook {
  readonly kind: "webhook";
  readonly id: number;
  readonly values: z.infer<typeof shapes.WebhookSchema>;
}
type Held = Somebody | Activity | Webhook;

/** Copper, with the means to enter a lead as a person would. */
interface DemoCopper extends DemoCrm {
  readonly contacts: Contacts;
}

export const copper = {
  connector: "copper",
  refusals,
  play: (open, now = Date.now, own = noOwnWords): DemoCopper => playCopper(open<Held>(), now, own),
} as const satisfies CrmStandIn;

interface Asked {
  readonly id: number;
  readonly value: unknown;
}

type Given = Partial<
  Pick<Somebody, "company_name" | "emails" | "phone_numbers" | "tags" | "status_id" | "custom_fields">
>;

/** @param held leads, people and activities, by their ids */
function playCopper(held: Kept<Held>, now: () => number, own: OwnWords): DemoCopper {
  const everything = () => held.entries().map(([, each]) => each);
  const somebody = (kind: Somebody["kind"]) =>
    everything().filter((each): each is Somebody => each.kind === kind && !("isGone" in each && each.isGone));
  const activities = () => everything().filter((each): each is Activity => each.kind === "activity");
  const find = (kind: Somebody["kind"], id: number) => somebody(kind).find((each) => each.id === id);
  const put = <Each extends Held>(each: Each): Each => {
    held.set(String(each.id), each);
    return each;
  };
  const newId = (): number => 27_140_001 + held.entries().length;
  const seconds = (): number => Math.floor(now() / 1000);

  const enter = (kind: Somebody["kind"], name: string, given: Given): Somebody =>
    put<Somebody>({
      ...{ kind, id: newId(), name, date_created: seconds(), company_name: null },
      ...{ emails: [], phone_numbers: [], tags: [], custom_fields: [], status_id: statuses[0].id },
      ...given,
    });

  const change = (one: Somebody, name = one.name, { custom_fields = [], ...given }: Given): Outgoing => {
    const status = given.status_id ?? one.status_id;
    if (!statuses.some(({ id }) => id === status) && !own.has(String(status))) return invalid("status_id");
    const isNamed = (each: { custom_field_definition_id: number }) =>
      custom_fields.some(({ custom_field_definition_id: id }) => id === each.custom_field_definition_id);
    const fields = [...one.custom_fields.filter((each) => !isNamed(each)), ...custom_fields];
    return json(200, shown(put<Somebody>({ ...one, name, ...given, custom_fields: fields })));
  };

  const createLead = ({ value }: Asked): Outgoing => {
    const { name, email, ...given } = shapes.CreateLeadSchema.parse(value);
    return json(200, shown(enter("lead", name, known({ ...given, emails: email && [email] }))));
  };
  const createPerson = ({ value }: Asked): Outgoing => {
    const { name, ...given } = shapes.CreatePersonSchema.parse(value);
    const isTaken = somebody("person").some((each) => given.emails?.some(({ email }) => hasEmail(each, email)));
    return isTaken ? invalid("email must be unique") : json(200, shown(enter("person", name, known(given))));
  };
  const updateLead = ({ id, value }: Asked): Outgoing => {
    const lead = find("lead", id);
    const { name, email, ...given } = shapes.UpdateLeadSchema.parse(value);
    return lead ? change(lead, name, known({ ...given, emails: email && [email] })) : notFound;
  };
  const updatePerson = ({ id, value }: Asked): Outgoing => {
    const person = find("person", id);
    const { name, ...given } = shapes.UpdatePersonSchema.parse(value);
    return person ? change(person, name, known(given)) : notFound;
  };

  const search = (
    kind: Somebody["kind"],
    emails: readonly string[],
    filter: Omit<z.infer<typeof shapes.SearchLeadsSchema>, "emails">,
  ) => {
    const { ids, name, phone_number } = filter;
    const found = somebody(kind).filter(
      (each) =>
        (!ids || ids.includes(each.id)) &&
        (!name || each.name.includes(name)) &&
        (emails.length === 0 || emails.some((email) => hasEmail(each, email))) &&
        (!phone_number || hasPhone(each, phone_number)),
    );
    return listed(found.map(shown), filter);
  };
  const searchLeads = ({ value }: Asked): Outgoing => {
    const { emails, ...filter } = shapes.SearchLeadsSchema.parse(value);
    return search("lead", emails === undefined ? [] : [emails], filter);
  };
  const searchPeople = ({ value }: Asked): Outgoing => {
    const { emails = [], ...filter } = shapes.SearchPeopleSchema.parse(value);
    return search("person", emails, filter);
  };

  const complaintOf = ({
    type,
    parent,
    user_id,
  }: z.infer<typeof shapes.UpdateActivitySchema>): Outgoing | undefined => {
    const isKnown = activityTypes.some(({ id }) => id === type.id) || own.has(String(type.id));
    if (type.category !== "user" || !isKnown) return invalid("activity type");
    const isUser = users.some(({ id }) => id === user_id) || own.has(String(user_id));
    if (user_id !== undefined && !isUser) return invalid("user_id");
    const { type: kind } = parent ?? {};
    const isThere = kind === "lead" || kind === "person" ? find(kind, parent?.id ?? 0) : undefined;
    return parent && !isThere ? invalid("parent") : undefined;
  };
  const createActivity = ({ value }: Asked): Outgoing => {
    const values = shapes.CreateActivitySchema.parse(value);
    const { activity_date = seconds(), user_id = users[0].id } = values;
    const made = { kind: "activity", id: newId(), activity_date, user_id, values } as const;
    return complaintOf(values) ?? json(200, shownActivity(put<Activity>(made)));
  };
  const updateActivity = ({ id, value }: Asked): Outgoing => {
    const activity = activities().find((each) => each.id === id);
    const values = shapes.UpdateActivitySchema.parse(value);
    if (!activity) return notFound;
    const { activity_date = activity.activity_date, user_id = activity.user_id } = values;
    const whole = { ...activity, activity_date, user_id, values: { ...activity.values, ...known(values) } };
    return complaintOf(values) ?? json(200, shownActivity(put<Activity>(whole)));
  };
  const searchActivities = ({ value }: Asked): Outgoing => {
    const { parent, activity_types, ...paging } = shapes.SearchActivitiesSchema.parse(value);
    const found = activities().filter(
      ({ values }) =>
        (!parent || (values.parent.id === parent.id && values.parent.type === parent.type)) &&
        (!activity_types || activity_types.some(({ id }) => id === values.type.id)),
    );
    return listed(found.toReversed().map(shownActivity), paging);
  };

  const reading =
    (kind: Somebody["kind"]) =>
    ({ id }: Asked): Outgoing => {
      const one = find(kind, id);
      return one ? json(200, shown(one)) : notFound;
    };

  const webhooks = () => everything().filter((each): each is Webhook => each.kind === "webhook");
  const subscribe = ({ value }: Asked): Outgoing => {
    const values = shapes.WebhookSchema.parse(value);
    return json(200, shownWebhook(put<Webhook>({ kind: "webhook", id: newId(), values })));
  };

  const routes: Readonly<Record<string, (asked: Asked) => Outgoing>> = {
    "GET account": () => json(200, { id: 1, name: "Demo Copper" }),
    "GET activity_types": () => json(200, { user: activityTypes, system: [] }),
    "GET webhooks": () => json(200, webhooks().map(shownWebhook)),
    "POST webhooks": subscribe,
    "POST users/search": ({ value }) => listed(users, shapes.SearchUsersSchema.parse(value)),
    "POST leads": createLead,
    "GET leads/*": reading("lead"),
    "PUT leads/*": updateLead,
    "POST leads/search": searchLeads,
    "POST people": createPerson,
    "GET people/*": reading("person"),
    "PUT people/*": updatePerson,
    "POST people/search": searchPeople,
    "POST activities": createActivity,
    "PUT activities/*": updateActivity,
    "POST activities/search": searchActivities,
  };

  const route = ({ method, path, body }: CrmRequest): Outgoing => {
    const [, what = ""] = /^\/developer_api\/v1\/([^?]+)$/.exec(path) ?? [];
    const id = Number(/\d+/.exec(what)?.[0]);
    const answer = routes[`${method} ${what.replace(/\d+/, "*")}`];
    return answer ? answer({ id, value: body === "" ? undefined : JSON.parse(body) }) : notFound;
  };

  return {
    credentials: demoCopper,
    answer(request) {
      const { "x-pw-accesstoken": key, "x-pw-application": app, "x-pw-useremail": email } = request.headers;
      if (key !== demoCopper.api_key || app !== "developer_api" || email !== demoCopper.email) {
        return refused(401, "Invalid credentials");
      }
      try {
        return route(request);
      } catch (error) {
        if (error instanceof SyntaxError) return refused(400, "The request body is no valid JSON");
        if (error instanceof z.ZodError) return invalid(error.issues.map(complaint).join("; "));
        throw error;
      }
    },
    contacts: {
      save({ firstName, lastName, email, phone }) {
        const name = [firstName, lastName].filter(Boolean).join(" ") || "Unknown";
        const phone_numbers = phone ? [{ number: phone, category: "work" }] : [];
        return String(enter("lead", name, { emails: email ? [{ email, category: "work" }] : [], phone_numbers }).id);
      },
      merge(loserId, winnerId) {
        const [loser, winner] = [find("lead", Number(loserId)), find("lead", Number(winnerId))];
        if (!loser || !winner) return;
        for (const activity of activities().filter(({ values }) => values.parent.id === loser.id)) {
          put<Activity>({ ...activity, values: { ...activity.values, parent: { type: "lead", id: winner.id } } });
        }
        put<Somebody>({ ...winner, phone_numbers: [...winner.phone_numbers, ...loser.phone_numbers] });
        put<Somebody>({ ...loser, isGone: true });
      },
      sent: (id) => byWebhook(Number(id), new Date(now())),
    },
    records: () => [...somebody("lead"), ...somebody("person")].map((one) => toRecord(one, activities())),
  };
}

/** As a webhook tells of a lead that was created: https://developer.copper.com/webhooks/notification-example.html */
function byWebhook(id: number, moment: Date): ReturnType<Contacts["sent"]> {
  const event = { ids: [id], type: "lead", event: "new", subscription_id: 61442, timestamp: moment.toISOString() };
  return { headers: { "content-type": "application/json" }, body: JSON.stringify(event) };
}

const refused = (status: number, message: string): Outgoing => json(status, { success: false, status, message });
const invalid = (what: string): Outgoing => refused(422, `Invalid input: ${what}`);
const notFound = refused(404, "Resource not found");

const complaint = (issue: z.core.$ZodIssue): string =>
  issue.code === "unrecognized_keys"
    ? `unknown fields ${issue.keys.join(", ")}`
    : `${issue.path.join(".")} is invalid: ${issue.message}`;

const known = <Values extends object>(values: Values): { [Name in keyof Values]?: Exclude<Values[Name], undefined> } =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;

const listed = (found: readonly unknown[], { page_number, page_size }: shapes.Paging): Outgoing =>
  json(200, found.slice((page_number - 1) * page_size, page_number * page_size));

const hasEmail = ({ emails }: Somebody, wanted: string): boolean =>
  emails.some(({ email }) => email.toLowerCase() === wanted.toLowerCase());

/** Numbers are the same however they were typed; those of the United States may leave their code out. */
function hasPhone({ phone_numbers }: Somebody, phone: string): boolean {
  const wanted = parsePhone(phone, "US");
  return wanted !== undefined && phone_numbers.some(({ number }) => parsePhone(number, "US") === wanted);
}

function shown({ kind, isGone: _, emails, status_id, ...one }: Somebody) {
  const [first_name = "", ...rest] = one.name.split(" ");
  const whole = { ...one, first_name, last_name: rest.join(" ") };
  if (kind === "person") return { ...whole, emails };
  return { ...whole, email: emails[0] ?? null, status_id, status: statusOf(status_id) };
}

const statusOf = (id: number): string => statuses.find((each) => each.id === id)?.name ?? "";

const shownActivity = ({ id, user_id, activity_date, values }: Activity) => ({ ...values, id, user_id, activity_date });

const shownWebhook = ({ id, values }: Webhook) => ({ id, ...values });

const toRecord = (one: Somebody, activities: readonly Activity[]): CrmRecord => ({
  id: String(one.id),
  name: one.name,
  phone: one.phone_numbers[0]?.number ?? "",
  email: one.emails[0]?.email ?? "",
  summary: [
    ...(one.kind === "lead" ? [statusOf(one.status_id)] : []),
    ...one.tags,
    ...one.custom_fields.map(({ custom_field_definition_id: id, value }) => `field ${id}: ${value}`),
  ].join(", "),
  calls: activities
    .filter(({ values: { parent } }) => parent.id === one.id && parent.type === one.kind)
    .flatMap(({ id, activity_date, user_id, values: { details, type } }) => {
      const user = users.find((each) => each.id === user_id)?.name;
      const typeName = activityTypes.find((each) => each.id === type.id)?.name;
      const at = new Date(activity_date * 1000).toISOString();
      return callInNote(details, { id: String(id), at, kept: { type: typeName, activity_date, user, details } }) ?? [];
    }),
});
