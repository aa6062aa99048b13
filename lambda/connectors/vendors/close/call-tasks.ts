import * as z from "zod/mini";
import type { Reading } from "../../contract/intake.ts";
import { calledOff, plannedCall, wasDueLongAgo } from "../../kit/in/planned-calls.ts";
import { ifPresent } from "../../kit/in/vendor-shape.ts";
import { type CloseEvent, Id } from "./event.ts";
import { referenceTo } from "./reference.ts";

/**
 * Tasks that a salesperson plans: their contact is called when they are due. Who that is has to be read.
 * https://developer.close.com/api/resources/tasks
 */

/** Of the types of tasks those that people make: a call to a contact, and a to-do of a lead. */
const taskTypes = ["outgoing_call", "lead"] as const;

export const taskSettings = {
  /** Types of tasks at whose time their contact is called: `outgoing_call`, and `lead`, which is every to-do. Default: none. */
  callActivities: z._default(z.array(z.enum(taskTypes)), []),
};

const TaskSettingsSchema = z.object(taskSettings);

const Text = ifPresent(z.nullable(z.string()));
const Flag = ifPresent(z.nullable(z.boolean()));

const TaskSchema = z.object({
  contact_id: ifPresent(z.nullable(Id)),
  /** A day, or a moment. */
  date: Text,
  is_dateless: Flag,
  is_complete: Flag,
  text: Text,
  date_updated: Text,
});

/** @returns undefined where the event is of something else, or such tasks are none of the source's */
export function readCallTask(
  event: CloseEvent,
  { callActivities }: z.output<typeof TaskSettingsSchema>,
): Reading | undefined {
  const { object_type, object_id, action, data } = event;
  const type = callActivities.find((each) => object_type === `task.${each}`);
  if (type === undefined || object_id === undefined) return undefined;
  const booking = `task/${object_id}`;
  if (action === "deleted") return calledOff(booking);
  const task = z.safeParse(TaskSchema, data).data ?? {};
  const said = withOffset(task.date_updated ?? event.date_updated ?? event.date_created);
  const isDone = action === "completed" || task.is_complete;
  return isDone ? calledOff(booking, said) : planned(event, task, booking, said);
}

function planned(
  event: CloseEvent,
  task: z.output<typeof TaskSchema>,
  booking: string,
  said: string | undefined,
): Reading {
  const { lead_id: leadId } = event;
  if (leadId === undefined) return { kind: "ignored", why: "the task names no lead" };
  const due = (!task.is_dateless && withOffset(task.date)) || "";
  if (wasDueLongAgo(due, said)) return calledOff(booking, said);
  const contactId = task.contact_id ?? undefined;
  const who = { reference: referenceTo({ leadId, contactId }), record: { type: "lead", id: leadId } };
  return { kind: "leads", leads: [plannedCall(who, { booking, due, said, subject: task.text })] };
}

/** Close's moments are in UTC, and those of events do not say so. */
const withOffset = (moment: string | null | undefined): string | undefined =>
  moment?.replace(/T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?$/, "$&Z");
