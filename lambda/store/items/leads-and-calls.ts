import * as z from "zod/mini";
import { type Call, CallSchema } from "../../lead/call/call.ts";
import { type Lead, LeadSchema } from "../../lead/lead.ts";
import { StatedError } from "../../runtime/errors.ts";
import { type Fields, longCall, longLead, shortCall, shortLead } from "../shorthand.ts";
import { table } from "../table.ts";
import { utcDay } from "./arrivals.ts";
import { firstLook, onItsWay, partOf } from "./due.ts";
import { type Item, toItem, valuesOf } from "./item.ts";
import { callKey, leadKey } from "./keys.ts";

/** How leads and calls lie in the table. */

export const leadToItem = (lead: Lead): Item =>
  toItem(
    leadKey(lead.id),
    "lead",
    { ...shortLead(waitingAs(lead, lead.id)), [table.arrivedIndex.partitionKey]: utcDay(lead.receivedAt) },
    // A version that does not know the asked time would ring at once.
    lead.asked === undefined ? 1 : 2,
  );
export const callToItem = (call: Call): Item =>
  toItem(callKey(call.account, call.callId), "call", shortCall(waitingAs(call, call.callId)));
export const itemToLead = (item: Item): Lead => understood(LeadSchema, item, longLead);
export const itemToCall = (item: Item): Call => understood(CallSchema, item, longCall);

const waitingAs = <T extends Lead | Call>(item: T, id: string): Fields => ({
  ...item,
  ...(item.dueFor && { dueFor: partOf(item.dueFor, id) }),
  ...(item.dueFor && !onItsWay.has(item.state) && { waitsAs: item.state }),
  ...(staysInPlace(item) && { dueFor: partOf("dial-lead", id), dueAt: item.receivedAt, waitsAs: item.state }),
});

/** A lead or call as it is stored, with the worker that acts on it in the place of the worker's part. */
function fromItem(item: Item, long: (stored: Fields) => Fields): Fields {
  const { dueFor, waitsAs, ...value } = valuesOf(item);
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
    return { kind, id: first, lead: image && mayRead(image, LeadSchema, longLead) };
  }
  if (kind === "call" && first && second) {
    return {
      kind,
      account: first,
      callId: second,
      call: image && mayRead(image, CallSchema, longCall),
    };
  }
  return undefined;
}

/** Undefined where it is not understood: whoever reads the item then is told so. */
function mayRead<Schema extends z.ZodMiniType>(
  image: Item,
  schema: Schema,
  long: (stored: Fields) => Fields,
): z.output<Schema> | undefined {
  try {
    return understood(schema, image, long);
  } catch (error) {
    if (error instanceof StatedError) return undefined;
    throw error;
  }
}
