import * as z from "zod/mini";
import type { AccountClock } from "../lead/call/account-offset.ts";
import { type Call, CallSchema } from "../lead/call/call.ts";
import type { StoredAccess } from "../lead/call/crm-access.ts";
import { DayNumbersSchema } from "../lead/day-numbers.ts";
import type { DoNotCallFile, Exchange } from "../lead/do-not-call-file.ts";
import type { Gate } from "../lead/gates.ts";
import type { Worker } from "../lead/item.ts";
import { type Lead, LeadSchema } from "../lead/lead.ts";
import type { Waiting } from "../lead/measure/backlog.ts";
import type { Pace } from "../lead/pace.ts";
import type { PhoneRights } from "../lead/phone-right.ts";
import { isSent, type Suppression, ways } from "../lead/privacy/suppression.ts";
import { reasons } from "../lead/reasons.ts";
import { later, nth, timing } from "../lead/timing.ts";
import { StatedError } from "../runtime/errors.ts";
import { type Item, marshall, unmarshall } from "./attributes.ts";
import { type Fields, longCall, longLead, shortCall, shortLead } from "./shorthand.ts";
import type { Arrival, DueItem, OptOut, Quota, RecordKey, SourceHour, StoredDay } from "./store.ts";
import { type Kind, table } from "./table.ts";

/** How leads, calls and what stands beside them lie in the table. */

export type { Item };
export interface Key {
  readonly pk: string;
  readonly sk: string;
}

export const leadKey = (id: string): Key => ({ pk: `lead#${id}`, sk: "lead" });
export const callKey = (account: string, callId: string): Key => ({ pk: `call#${account}#${callId}`, sk: "call" });
export const phoneKey = (account: string, phone: string): Key => ({ pk: `phone#${account}#${phone}`, sk: "rights" });
export const gateKey = (on: string): Key => ({ pk: "gate", sk: on });
export const paceKey = (token: string): Key => ({ pk: `pace#${token}`, sk: "pace" });
export const clockKey = (account: string): Key => ({ pk: `clock#${account}`, sk: "clock" });
export const accessKey = (crm: string, origin: string): Key => ({ pk: `access#${crm}#${origin}`, sk: "access" });
export const quotaKey = ({ of, at, windowMs }: Pick<Quota, "of" | "at" | "windowMs">, shard: number): Key => ({
  pk: `quota#${of}#${Math.floor(at.getTime() / windowMs)}#${shard}`,
  sk: "quota",
});
/** One item an hour, so that an hour ends by itself. */
export const sourceHourKey = (source: string, at: Date): Key => ({
  pk: `door#${source}`,
  sk: at.toISOString().slice(0, "2026-06-15T12".length),
});
/**
 * All in one place, so that one read tells whether there are any; and those of one print beside each other. What somebody
 * sent to a source lies apart: anybody can send it, and when a flood of such words is taken back, the word that an agent,
 * a CRM or an operator gave of the same person stands.
 */
export const suppressedKey = ({ print, scope, way, by }: Omit<Suppression, "of" | "since">): Key => ({
  ...SUPPRESSED,
  sk: suppressedAbout(print) + scope + (isSent(way) ? ` ${by}` : ""),
});
/** Where a word lies that was sent to a source of an earlier release. */
export const formerSuppressedKey = ({ print, scope }: Pick<Suppression, "print" | "scope">): Key => ({
  ...SUPPRESSED,
  sk: suppressedAbout(print) + scope,
});
export const SUPPRESSED = { pk: "suppressed" } as const;
export const suppressedAbout = (print: string): string => `${print} `;
/** What is under way lies apart: its place is empty nearly always, and is looked into every minute. */
export const optOutKey = (id: string): Key => ({ pk: "opt-out", sk: id });

/** The days of an account lie beside each other. */
export const dayKey = (account: string, date: string): Key => ({ pk: `day#${account}`, sk: date });

export const mailKey = (date: string): Key => ({ pk: "mail", sk: date });

export const doNotCallFileKey = (areaCode: string): Key => ({ pk: "dnc", sk: areaCode });
export const exchangeKey = (areaCode: string, exchange: string): Key => ({ pk: `dnc#${areaCode}`, sk: exchange });

/** Under it lie the leads that came with the record, by their ids, and when it was stopped. */
export const recordKey = ({ of, type, id }: RecordKey, sk: string): Key => ({ pk: `record#${of}#${type}#${id}`, sk });
export const STOP = "stop";

export const toItem = (key: Key, kind: Kind, value: object): Item => marshall({ ...value, ...key, kind });
export const leadToItem = (lead: Lead): Item =>
  toItem(leadKey(lead.id), "lead", {
    ...shortLead(waitingAs(lead, lead.id)),
    [table.arrivedIndex.partitionKey]: utcDay(lead.receivedAt),
  });
/** The day of a moment in UTC, as the index of arrivals has it. */
export const utcDay = (at: string): string => at.slice(0, "2026-06-15".length);
export const callToItem = (call: Call): Item =>
  toItem(callKey(call.account, call.callId), "call", shortCall(waitingAs(call, call.callId)));
export const itemToLead = (item: Item): Lead => understood(LeadSchema, item, longLead);
export const itemToCall = (item: Item): Call => understood(CallSchema, item, longCall);

/** The part of a worker's items in the due index in which an item lies, by its own id. */
export const partOf = (worker: Worker, id: string): string =>
  `${worker}#${id.charCodeAt(id.length - 1) % table.dueIndex.parts}`;

/** All parts of a worker's items. */
export const partsOf = (worker: Worker): readonly string[] =>
  Array.from({ length: table.dueIndex.parts }, (_, part) => `${worker}#${part}`);

/** What a lead or call is on its way, when all goes well: the index does not show it, so that it need not be written. */
export const usual: Readonly<Record<Worker, string>> = {
  "dial-lead": "ready",
  "report-call": "hinted",
  reconcile: "placed",
};
export const onItsWay: ReadonlySet<string> = new Set(["ready", "dialing", "placed", "hinted", "verified"]);

const waitingAs = <T extends Lead | Call>(item: T, id: string): Fields => ({
  ...item,
  ...(item.dueFor && { dueFor: partOf(item.dueFor, id) }),
  ...(item.dueFor && !onItsWay.has(item.state) && { waitsAs: item.state }),
  ...(staysInPlace(item) && { dueFor: partOf("dial-lead", id), dueAt: item.receivedAt, waitsAs: item.state }),
});

/** A lead or call as it is stored, with the worker that acts on it in the place of the worker's part. */
function fromItem(item: Item, long: (stored: Fields) => Fields): Fields {
  const { dueFor, waitsAs, ...value } = unmarshall(item);
  const fields = long({ ...value, ...(typeof dueFor === "string" && { dueFor: workerOf(dueFor) }) });
  const { dial } = fields as Partial<Lead>;
  if (waitsAs !== "placed" || fields.dueFor !== "dial-lead" || dial === undefined) return fields;
  return { ...fields, dueFor: "reconcile", dueAt: firstLook(dial.at) };
}

/**
 * A lead that rang at once stays in the index where it lay as it came, and shows that its call was placed: to move it to
 * where its silence is looked after, ten minutes later, would be one write more, and mostly its call is over by then.
 */
export const staysInPlace = (item: Lead | Call): item is Lead =>
  item.state === "placed" &&
  item.dueFor === "reconcile" &&
  item.reason === undefined &&
  item.faults === undefined &&
  item.dial !== undefined &&
  item.dueAt === firstLook(item.dial.at) &&
  item.history.map(({ state }) => state).join(" ") === "ready dialing placed";

/** After so long Callingly is asked about a call of which it has said nothing by itself. */
export const FIRST_SILENCE_MS = nth(timing.silence, 0);
const firstLook = (from: string): string => {
  const at = later(new Date(from), FIRST_SILENCE_MS);
  return Number.isNaN(at.getTime()) ? from : at.toISOString();
};

const workerOf = (part: string): string => part.split("#")[0] ?? part;

/**
 * An item that another version of the bridge wrote is left alone: it is neither dialled nor changed, and every tick
 * that finds it says so.
 */
function understood<Schema extends z.ZodMiniType>(
  schema: Schema,
  item: Item,
  long: (stored: Fields) => Fields,
): z.output<Schema> {
  const result = z.safeParse(schema, fromItem(item, long));
  if (result.success) return result.data;
  const where = result.error.issues[0]?.path.join(".");
  throw new StatedError(
    `${item[table.partitionKey]?.S} is not understood at "${where}"; a newer version may have written it`,
  );
}

const HolderSchema = z.object({ leadId: z.string() });
export const itemToHolder = (item: Item): string => z.parse(HolderSchema, unmarshall(item)).leadId;

const PhoneRightsSchema = z.object({
  account: z.string(),
  phone: z.string(),
  writeId: z.string(),
  onLine: z.string(),
  groups: z.record(z.string(), z.object({ leadId: z.string(), until: z.string(), revision: z.number() })),
  // An item from before there was this memory.
  rungFor: z._default(z.record(z.string(), z.string()), {}),
  stop: z.optional(
    z.object({
      callinglyLeadId: z.string(),
      at: z.string(),
      until: z.string(),
      isBlocked: z.optional(z.boolean()),
    }),
  ),
  keptUntil: z.optional(z.string()),
});

export const itemToRights = (item: Item): PhoneRights => z.parse(PhoneRightsSchema, unmarshall(item));

const GateSchema = z.object({
  on: z.string(),
  reason: z.enum(reasons),
  detail: z.optional(z.string()),
  closedAt: z.string(),
  until: z.optional(z.string()),
  askAt: z.optional(z.string()),
  tries: z.number(),
  account: z.optional(z.string()),
  team: z.optional(z.number()),
  token: z.optional(z.string()),
  by: z.optional(z.string()),
});

export const itemToGate = (item: Item): Gate => z.parse(GateSchema, unmarshall(item));

const PaceSchema = z.object({
  token: z.string(),
  revision: z.number(),
  writeId: z.string(),
  perSecond: z.number(),
  nextAt: z.string(),
  queues: z.record(z.string(), z.string()),
  slowedAt: z.optional(z.string()),
});

export const itemToPace = (item: Item): Pace => z.parse(PaceSchema, unmarshall(item));

const shown = { offsetMinutes: z.number(), callId: z.string(), shownAt: z.string() };
const ClockSchema = z.object({
  account: z.string(),
  revision: z.number(),
  sure: z.optional(z.object(shown)),
  doubt: z.optional(z.object({ ...shown, leadId: z.string() })),
});

export const itemToClock = (item: Item): AccountClock => z.parse(ClockSchema, unmarshall(item));

const AccessSchema = z.object({
  crm: z.string(),
  origin: z.string(),
  revision: z.number(),
  sealed: z.optional(z.string()),
  leaseId: z.optional(z.string()),
  leaseUntil: z.optional(z.string()),
  expiresAt: z.number(),
});

export const itemToAccess = (item: Item): StoredAccess => z.parse(AccessSchema, unmarshall(item));

const SuppressionSchema = z.object({
  print: z.string(),
  of: z.enum(["phone", "email"]),
  way: z.enum(ways),
  scope: z.string(),
  by: z.string(),
  reason: z.optional(z.string()),
  since: z.string(),
  lifted: z.optional(z.object({ at: z.string(), by: z.string(), reason: z.optional(z.string()) })),
});

export const itemToSuppression = (item: Item): Suppression => z.parse(SuppressionSchema, unmarshall(item));

const OptOutSchema = z.object({ id: z.string(), phones: z.array(z.string()), entries: z.array(SuppressionSchema) });
export const itemToOptOut = (item: Item): OptOut => z.parse(OptOutSchema, unmarshall(item));

const DoNotCallFileSchema = z.object({
  areaCode: z.string(),
  asOf: z.string(),
  numbers: z.number(),
  importedAt: z.string(),
  by: z.string(),
});
export const itemToDoNotCallFile = (item: Item): DoNotCallFile => z.parse(DoNotCallFileSchema, unmarshall(item));
const ExchangeSchema = z.object({ bits: z.string() });
export const itemToExchange = (item: Item): Exchange => z.parse(ExchangeSchema, unmarshall(item)).bits;

const StopSchema = z.object({ at: z.string() });
export const itemToStop = (item: Item): string => z.parse(StopSchema, unmarshall(item)).at;

const StoredDaySchema = z.object({
  account: z.string(),
  date: z.string(),
  zone: z.string(),
  countedAt: z.string(),
  numbers: DayNumbersSchema,
});
export const itemToDay = (item: Item): StoredDay => z.parse(StoredDaySchema, unmarshall(item));

const SourceHourSchema = z.object({
  sk: z.string(),
  refusals: z.optional(z.record(z.string(), z.number())),
  refusedAt: z.optional(z.string()),
  formerKeyAt: z.optional(z.string()),
});

export function itemToSourceHour(item: Item): SourceHour {
  const { sk, refusals = {}, refusedAt, formerKeyAt } = z.parse(SourceHourSchema, sourceHourValues(item));
  return { hour: sk, refusals, ...(refusedAt && { refusedAt }), ...(formerKeyAt && { formerKeyAt }) };
}

/** Counts lie side by side in the item, as DynamoDB adds to numbers and to nothing within a map that is not there yet. */
function sourceHourValues(item: Item): object {
  const value = unmarshall(item);
  const counts = Object.entries(value).flatMap(([name, count]) =>
    name.startsWith(refusalCount("")) ? [[name.slice(refusalCount("").length), count]] : [],
  );
  return { ...value, refusals: Object.fromEntries(counts) };
}

export const refusalCount = (status: string | number): string => `status${status}`;

/** The index has keys for sure; whatever else it shows may be of another version. */
const MaybeText = z.catch(z.optional(z.string()), undefined);
const DueSchema = z.object({
  pk: z.string(),
  dueAt: z.string(),
  reason: MaybeText,
  heldBy: MaybeText,
  faults: z.catch(z.optional(z.number()), undefined),
});

export function itemToDue(item: Item): DueItem {
  const { pk, dueAt, reason, heldBy, faults } = z.parse(DueSchema, unmarshall(item));
  const [kind, first = "", second = ""] = pk.split("#");
  const about = {
    dueAt,
    ...(reason !== undefined && { reason }),
    ...(heldBy !== undefined && { heldBy }),
    ...(faults !== undefined && { faults }),
  };
  return kind === "call" ? { kind, account: first, callId: second, ...about } : { kind: "lead", id: first, ...about };
}

/** What {@link itemToWaiting} needs; with a hundred thousand of them, the rest would be a third of the work. */
export const waitingShown = ["pk", "dueAt", "waitsAs", "reason", "receivedAt", "releasedAt", "hintedAt", "faults"];

/** Whether an item in the dialler's part is a lead that stays there while reconcile looks after its call. */
export const isPlaced = ({ waitsAs }: Item): boolean => waitsAs?.S === ("placed" satisfies Lead["state"]);

/** Also of an item that another version wrote: it waits all the same. Thousands are read so, which a schema would slow. */
export function itemToWaiting(worker: Worker, item: Item): Waiting {
  const { pk, dueAt, waitsAs, reason, faults, ...times } = item;
  const about = {
    dueFor: isPlaced(item) ? ("reconcile" satisfies Worker) : worker,
    state: waitsAs?.S ?? usual[worker],
    dueAt: (isPlaced(item) ? firstLook(dueAt?.S ?? "") : dueAt?.S) ?? "",
    ...(reason?.S !== undefined && { reason: reason.S }),
    ...(faults?.N !== undefined && { faults: Number(faults.N) }),
  };
  const [kind, first = "", second = ""] = (pk?.S ?? "").split("#");
  if (kind === "call") {
    const hintedAt = times.hintedAt?.S ?? "";
    return { kind, account: first, callId: second, ...about, cameAt: hintedAt, since: hintedAt };
  }
  const receivedAt = times.receivedAt?.S ?? "";
  return { kind: "lead", id: first, ...about, cameAt: receivedAt, since: times.releasedAt?.S ?? receivedAt };
}

/** A row of the index of arrivals. */
export const itemToArrival = ({ pk, receivedAt }: Item): Arrival => ({
  id: (pk?.S ?? "").slice(leadKey("").pk.length),
  receivedAt: receivedAt?.S ?? "",
});

/** What an item is called when the stream or the due index names it. */
export type Named =
  | { readonly kind: "lead"; readonly id: string; readonly lead?: Lead | undefined }
  | { readonly kind: "call"; readonly account: string; readonly callId: string; readonly call?: Call | undefined };

/**
 * The lead or call that a stream record is about, as it was written. It may have been written again since; a worker
 * that acts on it finds out when it saves.
 * @param record in DynamoDB's own JSON
 */
export function itemOfStream(record: { Keys?: Item; NewImage?: Item }): Named | undefined {
  const [kind, first, second] = record.Keys?.[table.partitionKey]?.S?.split("#") ?? [];
  const image = record.NewImage;
  if (kind === "lead" && first) {
    return { kind, id: first, lead: image && z.safeParse(LeadSchema, fromItem(image, longLead)).data };
  }
  if (kind === "call" && first && second) {
    return {
      kind,
      account: first,
      callId: second,
      call: image && z.safeParse(CallSchema, fromItem(image, longCall)).data,
    };
  }
  return undefined;
}
