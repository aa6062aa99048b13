import { dice } from "./dice.ts";
import { optOut } from "./opt-outs.ts";
import { type Plan, run, webhookFirst } from "./run.ts";
import { person, send } from "./senders.ts";
import { calm, type End, type Weather } from "./weather.ts";
import { createWorld, day, hour, second, type World } from "./world.ts";

/**
 * Every way in which one function instance can die on the path of one lead: before and after each piece of I/O, with
 * one worker and with two at the same time, and with Callingly's webhook before its answer to the dial, after it, or lost;
 * and on the path of one who asks not to be called while the lead is on its way to its dial, or has rung.
 */
export interface CrashPoint extends Setting {
  /** Which piece of I/O, counted from 0. */
  readonly at: number;
  readonly end: Extract<End, "dies before" | "dies after">;
}

/** No CRM refuses anything here, so nothing waits for days. */
const LIFETIME_MS = 5 * hour;

interface Setting {
  readonly workers: 1 | 2;
  /** When Callingly's webhook arrives: before the dial is answered, after that, or never. */
  readonly webhook: "first" | "last" | "lost";
  /** When its person asks not to be called. */
  readonly optOut?: OptOutTime | undefined;
}

/** In milliseconds since the lead was sent. */
const optOutTimes = { racing: 160, rung: 30 * second } as const;
type OptOutTime = keyof typeof optOutTimes;

export const settings: readonly Setting[] = [
  ...(["last", "first", "lost"] as const).flatMap((webhook) => [
    { workers: 1, webhook } as const,
    { workers: 2, webhook } as const,
  ]),
  { workers: 1, webhook: "last", optOut: "racing" },
  { workers: 2, webhook: "last", optOut: "racing" },
  { workers: 1, webhook: "last", optOut: "rung" },
];

/** All points of one setting; how many there are, a run without a crash tells. */
export async function crashPoints(setting: Setting): Promise<Plan[]> {
  const count = await stepsOf(setting);
  return Array.from({ length: count }, (_, at) => at).flatMap((at) =>
    (["dies before", "dies after"] as const).map((end) => crashPlan({ ...setting, at, end })),
  );
}

/** @throws when the name is not one of a crash point */
export function crashPlanNamed(name: string): Plan {
  const [, at, end, workers, order, optOut] =
    /^crash-(\d+)-(before|after)-(1|2)-(first|last|lost)(?:-(racing|rung))?$/.exec(name) ?? [];
  if (at === undefined) throw new Error(`${name} is neither a seed nor a crash point such as crash-17-after-2-first`);
  return crashPlan({
    at: Number(at),
    end: end === "before" ? "dies before" : "dies after",
    workers: workers === "1" ? 1 : 2,
    webhook: order as Setting["webhook"],
    optOut: optOut as OptOutTime | undefined,
  });
}

const crashPlan = (point: CrashPoint): Plan => ({
  name: [
    "crash",
    point.at,
    point.end.slice(5),
    point.workers,
    point.webhook,
    ...(point.optOut ? [point.optOut] : []),
  ].join("-"),
  create: (tell) => worldOf(point, tell),
  lifetimeMs: LIFETIME_MS,
});

async function stepsOf(setting: Setting): Promise<number> {
  let steps = 0;
  const counted = (weather: Weather): Weather => ({
    ...weather,
    fateOf(step) {
      steps += 1;
      return weather.fateOf(step);
    },
  });
  await run({ name: "no crash", create: (tell) => worldOf(setting, tell, counted), lifetimeMs: LIFETIME_MS });
  return steps;
}

const deadly =
  ({ at, end }: CrashPoint) =>
  (weather: Weather): Weather => {
    let step = 0;
    return {
      ...weather,
      fateOf(io) {
        const fate = weather.fateOf(io);
        return step++ === at ? { ...fate, end } : fate;
      },
    };
  };

function worldOf(
  setting: Setting | CrashPoint,
  tell: boolean,
  change = "at" in setting ? deadly(setting) : undefined,
): World {
  const still = calm(dice(7));
  const doorbell = setting.workers === 2 ? () => [150, 160] : () => [150];
  const weather: Weather = { ...still, doorbell, ...(setting.webhook === "lost" && { webhook: () => undefined }) };
  const world = createWorld({
    tell,
    weather,
    switches: { speed: 10 },
    registerEveryMs: 2 * day,
  });
  world.workers = setting.workers;
  if (setting.webhook === "first") world.callingly.faults.add(webhookFirst);
  // Not before the webhooks are registered, which is no part of the path.
  if (change) world.time.after(1_900, () => Object.assign(world, { weather: change(weather) }));
  send(world, { at: 2_000, source: "script", people: [person(1)], tries: 5 });
  if (setting.optOut)
    optOut(world, { at: 2_000 + optOutTimes[setting.optOut], who: person(1), source: "script", way: "page", tries: 5 });
  return world;
}
