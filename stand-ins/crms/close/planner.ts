import type { Planner } from "../../kit/crm.ts";
import type { Held, Task } from "./held.ts";
import { ofTask } from "./told.ts";

/** Tasks as people plan them: https://developer.close.com/api/resources/tasks */

const kinds = [
  { name: "outgoing_call", words: "plans a call task", hasHour: true },
  { name: "lead", words: "plans a to-do", hasHour: true },
] as const;

export function planning(held: Held, now: () => number): Planner {
  const at = (): string => new Date(now()).toISOString();
  const known = (id: string): Task => {
    const task = held.find("task", id);
    if (!task) throw new Error(`Close has no task ${id}`);
    return task;
  };
  const change = (id: string, changes: Partial<Pick<Task, "date" | "is_complete">>): Task =>
    held.put({ ...known(id), ...changes, date_updated: at() });
  return {
    kinds,
    plan(name, leadId, date) {
      const _type = kinds.find((each) => each.name === name)?.name;
      if (_type === undefined) throw new Error(`Close plays no ${name}`);
      const contact = held.all("contact").find(({ lead_id }) => lead_id === leadId);
      const task = held.put({
        kind: "task",
        id: held.newId("task"),
        _type,
        lead_id: leadId,
        // A to-do is a lead's, and may be about none of its contacts.
        contact_id: _type === "lead" ? null : (contact?.id ?? null),
        text: "Talk about the quote",
        date: date.replace("Z", "+00:00"),
        is_complete: false,
        date_created: at(),
        date_updated: at(),
      });
      return { id: task.id, told: ofTask(task, "created", at()) };
    },
    move: (id, date) => ofTask(change(id, { date: date.replace("Z", "+00:00") }), "updated", at(), ["date"]),
    finish: (id) => ofTask(change(id, { is_complete: true }), "completed", at(), ["is_complete"]),
    reopen: (id, date) => [
      ofTask(change(id, { is_complete: false, date: date.replace("Z", "+00:00") }), "updated", at(), [
        "is_complete",
        "date",
      ]),
    ],
    remove(id) {
      const task = known(id);
      held.remove(id);
      return ofTask(task, "deleted", at());
    },
  };
}
