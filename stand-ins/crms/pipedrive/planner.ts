import type { Planner } from "../../kit/crm.ts";
import { shown } from "./answers.ts";
import type { Held } from "./held.ts";
import { announced } from "./told.ts";

/** Activities as people plan them: https://developers.pipedrive.com/docs/api/v1/Activities */

/** Due dates and times are UTC's, and none has seconds. */
const dueAt = (at: string) => ({ due_date: at.slice(0, "2026-06-18".length), due_time: /T(\d\d:\d\d)/.exec(at)?.[1] });

export function planning({ find, make, change }: Held): Planner {
  const changed = (id: string, fields: Readonly<Record<string, unknown>>) => {
    const before = find("activities", id);
    const previous = Object.fromEntries(Object.keys(fields).map((name) => [name, before[name] ?? null]));
    return announced("change", "activity", shown(change(before, fields)), previous);
  };
  return {
    kinds: [{ name: "call", words: "plans a call", hasHour: true }],
    plan(type, personId, at) {
      const person_id = Number(find("persons", personId).id);
      const participants = [{ person_id, primary: true }];
      const planned = { type, subject: "Talk about the quote", done: false, is_deleted: false };
      const one = make("activities", { ...planned, person_id, participants, ...dueAt(at) });
      return { id: String(one.id), told: announced("create", "activity", shown(one)) };
    },
    move: (id, at) => changed(id, dueAt(at)),
    finish: (id) => changed(id, { done: true }),
    reopen: (id, at) => [changed(id, { done: false, ...dueAt(at) })],
    remove: (id) => announced("delete", "activity", shown(change(find("activities", id), { is_deleted: true }))),
  };
}
