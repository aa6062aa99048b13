import * as z from "zod/mini";
import type { CrmRecord } from "../../../lead/lead.ts";
import type { LeadDraft } from "../../../lead/reader/draft.ts";
import type { Reading } from "../../contract/intake.ts";
import { withStops } from "../../kit/in/stops.ts";
import { inShape, listOf } from "../../kit/in/vendor-shape.ts";
import { isSameText } from "../../kit/same-text.ts";
import { DoNotCallSetting, entities, OVER, personIn, refusesCalls } from "./person.ts";
import { textOf } from "./rows.ts";

/**
 * What the webhooks of one kind of record send: a list of records, each of an event of its own. Neither the event nor the
 * kind of record is named; a record says by what it holds whether it was made, changed or deleted.
 * https://docs.espocrm.com/development/webhooks/
 */

const Word = z.string().check(z.minLength(1));
const Words = z.union([Word, z.array(Word).check(z.minLength(1))]);
const StatusSchema = z.strictObject({ status: Words });

const TriggerSchema = z.union([z.literal("created"), StatusSchema]);
/** `doNotCall`: a field by which somebody wants no call was set. */
const StopSchema = z.union([z.literal("deleted"), z.literal("doNotCall"), StatusSchema]);

export const eventSettings = {
  /** Of which kind the records are: a webhook does not say it, so that each kind has a source of its own. */
  entity: z._default(z.enum(entities), "Lead"),
  /** Which records are leads: those that are created, or get one of these statuses. Default: `created`. */
  on: z.optional(z.union([TriggerSchema, z.array(TriggerSchema).check(z.minLength(1))])),
  /** At which events the calling for a record stops: what waits for it ends, and Callingly redials no more. Default: none. */
  stopOn: z.optional(z.union([StopSchema, z.array(StopSchema).check(z.minLength(1))])),
  /** Ids of users that write for the bridge, the API user above all: what they make or change is no lead. */
  ourUsers: z._default(z.array(Word), []),
  /** Fields by which somebody wants no call: each that is neither empty nor a no holds the lead. */
  doNotCall: DoNotCallSetting,
};

export const EventSettingsSchema = z.object(eventSettings);
export type EventSettings = z.output<typeof EventSettingsSchema>;

/** https://github.com/espocrm/espocrm/blob/master/application/Espo/Resources/metadata/app/regExpPatterns.json */
const RecordSchema = z.looseObject({ id: z.string().check(z.regex(/^(?!\.+$)[\w.=-]{1,40}$/)) });
type EspoRecord = z.output<typeof RecordSchema>;

const MessageSchema = z.array(z.unknown());

/** A status tells a repeat from the next time no better than this: EspoCRM sends what failed four times in half an hour. */
const REPEAT_WINDOW_MS = 2 * 3_600_000;

/** @throws RejectedError 422 when the body is no list of records */
export function readMessage(body: unknown, settings: EventSettings): Reading {
  const message = inShape(MessageSchema, body, "list of EspoCRM records");
  // One that is none must not cost the others.
  const records = z.parse(listOf(RecordSchema), message);
  const leads = records.flatMap((record) => draftOf(record, settings) ?? []);
  const reading: Reading =
    leads.length > 0
      ? { kind: "leads", leads }
      : { kind: "ignored", why: "no record is a lead, as the source's settings have it" };
  const stops = records
    .filter((record) => isStop(record, settings))
    .map((record) => ({
      ...recordOf(record.id, settings),
      refusesCalls: refusesCalls(record, settings.doNotCall) || undefined,
    }));
  return withStops(reading, stops);
}

const recordOf = (id: string, { entity }: EventSettings): CrmRecord => ({ type: entity, id });

type What = "created" | "changed" | "deleted";

/** When a record was made and by whom is said once; of a deleted one nothing is said but its id. */
function whatIn(record: EspoRecord): What {
  if (record.createdAt !== undefined || record.createdById !== undefined) return "created";
  return Object.keys(record).length === 1 ? "deleted" : "changed";
}

function isStop(record: EspoRecord, { stopOn = [], doNotCall }: EventSettings): boolean {
  return [stopOn].flat().some((stop) => {
    if (stop === "deleted") return whatIn(record) === "deleted";
    return stop === "doNotCall" ? refusesCalls(record, doNotCall) : hasStatus(record, stop);
  });
}

const hasStatus = (record: EspoRecord, { status }: z.output<typeof StatusSchema>): boolean =>
  [status].flat().some((each) => isSameText(each, textOf(record, "status")));

const isNamed = (record: EspoRecord, { on = [] }: EventSettings): boolean =>
  [on].flat().some((trigger) => trigger !== "created" && hasStatus(record, trigger));

/** A lead that asks for nothing any more, unless the settings name its status. */
export const isOver = (record: EspoRecord, settings: EventSettings): boolean =>
  OVER.includes(textOf(record, "status") ?? "") && !isNamed(record, settings);

/** @returns undefined when it is no lead */
function draftOf(record: EspoRecord, settings: EventSettings): LeadDraft | undefined {
  const { on = "created", ourUsers, doNotCall } = settings;
  const { id } = record;
  const what = whatIn(record);
  const by = textOf(record, "modifiedById") ?? textOf(record, "createdById");
  if (what === "deleted" || (by !== undefined && ourUsers.includes(by))) return undefined;
  const about = { record: recordOf(id, settings) };
  const triggers = [on].flat();
  // An import brings leads that are over as well.
  if (what === "created" && triggers.includes("created") && !isOver(record, settings)) {
    return { ...personIn(record, doNotCall), ...about, key: `created:${id}` };
  }
  if (!isNamed(record, settings)) return undefined;
  const key = `status:${id}:${textOf(record, "status")?.toLowerCase()}`;
  // A change holds no more than what was changed.
  const rest = what === "created" ? personIn(record, doNotCall) : { reference: id };
  return { ...rest, ...about, key, keyWindowMs: REPEAT_WINDOW_MS };
}
