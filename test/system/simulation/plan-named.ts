import { crashPlanNamed } from "./crash-points.ts";
import type { Plan } from "./run.ts";
import { type Size, seedPlan } from "./seeds.ts";

/**
 * @param name a seed, or a crash point such as `crash-17-after-2-first`
 * @throws when it is neither
 */
export const planNamed = (name: string, size: Size): Plan =>
  /^\d+$/.test(name) ? seedPlan(Number(name), size) : crashPlanNamed(name);
