import type { Message, Planner } from "../../kit/crm.ts";
import type { Held, HubspotObject } from "./held.ts";
import { byApp } from "./told.ts";

/** Meetings and call tasks, as people plan them and an app is told of them. */

interface Kind {
  readonly name: string;
  readonly words: string;
  readonly type: "meetings" | "tasks";
  /** https://developers.hubspot.com/docs/guides/api/crm/understanding-the-crm, "Object type IDs" */
  readonly objectTypeId: string;
  readonly time: string;
  readonly state: string;
  readonly done: string;
  readonly begins: Readonly<Record<string, string>>;
}

/** https://developers.hubspot.com/docs/api/crm/meetings, https://developers.hubspot.com/docs/api/crm/tasks */
const kinds: readonly Kind[] = [
  {
    name: "meeting",
    words: "plans a meeting",
    type: "meetings",
    objectTypeId: "0-47",
    time: "hs_meeting_start_time",
    state: "hs_meeting_outcome",
    done: "COMPLETED",
    begins: { hs_meeting_title: "Talk about the kitchen", hs_meeting_outcome: "SCHEDULED" },
  },
  {
    name: "task",
    words: "plans a call task",
    type: "tasks",
    objectTypeId: "0-27",
    time: "hs_timestamp",
    state: "hs_task_status",
    done: "COMPLETED",
    begins: { hs_task_subject: "Call about the quote", hs_task_type: "CALL", hs_task_status: "NOT_STARTED" },
  },
];

export function planning(held: Held, now: () => number): Planner {
  const known = (id: string): { readonly kind: Kind; readonly object: HubspotObject } => {
    for (const kind of kinds) {
      const object = held.find(kind.type, id);
      if (object) return { kind, object };
    }
    throw new Error(`Nothing is planned under ${id}`);
  };
  const changed = ({ objectTypeId }: Kind, object: HubspotObject, propertyName: string): Message => {
    const propertyValue = object.properties[propertyName] ?? "";
    return byApp(objectTypeId, object, now(), [
      { subscriptionType: "object.propertyChange", propertyName, propertyValue },
    ]);
  };
  const change = (id: string, property: (kind: Kind) => string, value: (kind: Kind) => string): Message => {
    const { kind, object } = known(id);
    return changed(kind, held.change(kind.type, object, { [property(kind)]: value(kind) }), property(kind));
  };
  return {
    kinds: kinds.map(({ name, words }) => ({ name, words, hasHour: true })),
    plan(name, contactId, at) {
      const kind = kinds.find((each) => each.name === name);
      if (!kind) throw new Error(`HubSpot plays no ${name}`);
      const contact = held.find("contacts", contactId)?.id ?? contactId;
      const object = held.create(kind.type, { ...kind.begins, [kind.time]: at }, [contact]);
      const told = byApp(kind.objectTypeId, object, now(), [
        { subscriptionType: "object.creation", changeFlag: "CREATED" },
        { subscriptionType: "object.propertyChange", propertyName: kind.time, propertyValue: at },
      ]);
      return { id: object.id, told };
    },
    move: (id, at) =>
      change(
        id,
        ({ time }) => time,
        () => at,
      ),
    finish: (id) =>
      change(
        id,
        ({ state }) => state,
        ({ done }) => done,
      ),
    reopen: (id, at) => [
      change(
        id,
        ({ state }) => state,
        ({ state, begins }) => begins[state] ?? "",
      ),
      change(
        id,
        ({ time }) => time,
        () => at,
      ),
    ],
    remove(id) {
      const { kind, object } = known(id);
      held.remove(kind.type, object);
      return byApp(kind.objectTypeId, object, now(), [{ subscriptionType: "object.deletion", changeFlag: "DELETED" }]);
    },
  };
}
