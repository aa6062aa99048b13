import * as z from "zod";
import { changes, type Endpoint, flag, may, phone, reads, text } from "../endpoint.ts";

/** Agents: the people who take calls, and when. */

const agent = { email: may(text), ext: may(text), timezone: may(text) };

const ScheduleSchema = z
  .string()
  .transform((given, context) => {
    try {
      return JSON.parse(given) as unknown;
    } catch {
      context.addIssue({ code: "custom", message: "write JSON, in the form that `agents schedule --json` prints" });
      return z.NEVER;
    }
  })
  .pipe(
    z.array(
      z.object({
        label: z.string().optional(),
        day: z.int().min(0).max(6),
        is_available: z.boolean(),
        times: z.array(z.object({ start: z.string(), end: z.string() })),
      }),
    ),
  );

const columns = ["id", "fname", "lname", "phone_number", "timezone", "is_available"];

export const agents: readonly Endpoint[] = [
  reads({ name: "agents list", does: "The people who take calls.", columns }, (callingly) => callingly.listAgents()),
  changes(
    {
      name: "agents create",
      does: "Creates an agent.",
      fields: { fname: text, lname: text, phone_number: phone, ...agent },
      columns,
    },
    (callingly, _, person) => callingly.createAgent(person),
  ),
  changes(
    {
      name: "agents update",
      does: "Changes the agent; whether what is left out keeps its value, Callingly does not say.",
      ids: ["agent"],
      fields: {
        fname: may(text),
        lname: may(text),
        phone_number: may(phone),
        ...agent,
        donotdisturb: may(flag),
        donotdisturb_until: may(text),
      },
      columns,
    },
    (callingly, [agent = ""], changed) => callingly.updateAgent(agent, changed),
  ),
  changes({ name: "agents delete", does: "Deletes the agent.", ids: ["agent"] }, (callingly, [agent = ""]) =>
    callingly.deleteAgent(agent),
  ),
  reads(
    {
      name: "agents schedule",
      does: "When the agent takes calls.",
      ids: ["agent"],
      columns: ["day", "label", "is_available", "times"],
    },
    (callingly, [agent = ""]) => callingly.getAgentSchedule(agent),
  ),
  changes(
    {
      name: "agents set-schedule",
      does: "Replaces the schedule of the agent.",
      ids: ["agent"],
      fields: { schedule: ScheduleSchema },
    },
    (callingly, [agent = ""], { schedule }) => callingly.setAgentSchedule(agent, schedule),
  ),
];
