import * as z from "zod";
import { figuresOf, total } from "../../../lambda/lead/day-figures.ts";
import { plus } from "../../../lambda/lead/day-numbers.ts";
import { divisions, numbersReport } from "../../numbers/report.ts";
import { type Today, type TodaysNumbers, todaysNumbers } from "../../numbers/todays-numbers.ts";
import { todayShape } from "../../shapes/today.ts";
import type { Stage } from "../../stage/stage.ts";
import { reads } from "../route.ts";

/** Today in numbers: `bridge today`. The first look reads the leads of the day, a further one what may have changed. */

/** Of each bridge, as the console looks at it as long as it runs. */
const looks = new WeakMap<Stage, Promise<Today>>();

const DAYS = 30;

async function look(stage: Stage): Promise<TodaysNumbers> {
  const known = looks.get(stage);
  if (known) return (await known).refresh();
  const first = todaysNumbers(stage, { days: DAYS });
  looks.set(stage, first);
  // Where it could not be read, the next page begins anew.
  first.catch(() => looks.delete(stage));
  return (await first).numbers;
}

export const today = reads(
  z.object({ by: z.enum(divisions).exclude(["crm"]).default("source") }),
  async ({ by }, { stage }) => {
    const numbers = await look(stage);
    return { ...todayShape(numbers, numbersReport(numbers, by)), history: historyOf(numbers) };
  },
);

/** Each day before today, all accounts together: how many came and were rung, and how fast. */
function historyOf({ before }: TodaysNumbers) {
  const dates = [...new Set(before.map(({ date }) => date))].sort();
  return dates.map((date) => {
    const [first, ...others] = before.filter((day) => day.date === date).map(({ numbers }) => numbers);
    const { came, rung, speed } = figuresOf(total(first ? others.reduce(plus, first) : { cells: {}, hours: {} }));
    return { date, came, rung, p50: speed.p50, p90: speed.p90 };
  });
}
