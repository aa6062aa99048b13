import * as z from "zod";
import { arn } from "../aws-names.ts";
import { startSchedule } from "../schedule.ts";
import type { Kind } from "./kind.ts";
import { wanted } from "./world.ts";

/** Calls functions by time. */
export const rule: Kind = {
  attributes: (id) => ({ Arn: arn("events", `rule/${id}`) }),
  run(id, properties, world) {
    const { ScheduleExpression, Targets, State } = PropertiesSchema.parse(properties);
    if (State === "DISABLED") return;
    const targets = Targets.map(({ Arn, Input }) => ({
      fn: wanted(world.functions, Arn),
      input: JSON.parse(Input) as unknown,
    }));
    for (const { fn } of targets) fn.standBack();
    const schedule = startSchedule(id, ScheduleExpression, targets);
    world.schedules.push(schedule);
    world.closers.push(async () => schedule.close());
  },
};

const PropertiesSchema = z.strictObject({
  ScheduleExpression: z.string(),
  State: z.enum(["ENABLED", "DISABLED"]).default("ENABLED"),
  Description: z.string().optional(),
  Targets: z.array(z.strictObject({ Id: z.string(), Arn: z.string(), Input: z.string() })).default([]),
  Tags: z.unknown().optional(),
});
