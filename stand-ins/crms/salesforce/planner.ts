import type { Message, Planner } from "../../kit/crm.ts";
import type { Written } from "./objects.ts";
import type { Organisation } from "./organisation.ts";
import { outboundMessage } from "./outbound-message.ts";

/** Tasks and events as people plan them, of which a flow sends each change. A task has no hour. */

const kinds = [
  { name: "task", words: "plans a call task", object: "Task", hasHour: false },
  { name: "event", words: "plans an event", object: "Event", hasHour: true },
] as const;
type Kind = (typeof kinds)[number];

const dueAt = ({ name }: Kind, at: string): Written =>
  name === "task" ? { ActivityDate: at.slice(0, "2026-06-18".length) } : { StartDateTime: at };

const begun: Readonly<Record<Kind["name"], Written>> = {
  task: { Subject: "Talk about the quote", TaskSubtype: "Call", Type: "Call" },
  event: { Subject: "Talk about the kitchen", DurationInMinutes: 30 },
};

export function planning({ make, change, show }: Organisation): Planner {
  let told = 0;
  const sent = ({ object }: Kind, id: string): Message => {
    told += 1;
    return outboundMessage(object, show(id) ?? {}, 500_000 + told);
  };
  const kindOf = (id: string): Kind => kinds[id.startsWith("00U") ? 1 : 0];
  const changed = (id: string, values: Written): Message => {
    change(id, values);
    return sent(kindOf(id), id);
  };
  return {
    kinds: kinds.map(({ name, words, hasHour }) => ({ name, words, hasHour })),
    plan(name, whoId, at) {
      const kind = kinds.find((each) => each.name === name);
      if (!kind) throw new Error(`Salesforce plays no ${name}`);
      const id = make(kind.object, { ...begun[kind.name], ...dueAt(kind, at), WhoId: whoId });
      return { id, told: sent(kind, id) };
    },
    move: (id, at) => changed(id, dueAt(kindOf(id), at)),
    // An event is never done: it is over once it has begun, or is deleted.
    finish: (id) => changed(id, kindOf(id).name === "task" ? { Status: "Completed" } : { IsDeleted: true }),
    reopen: (id, at) =>
      kindOf(id).name === "task" ? [changed(id, { Status: "Not Started", ...dueAt(kindOf(id), at) })] : undefined,
    remove: (id) => changed(id, { IsDeleted: true }),
  };
}
