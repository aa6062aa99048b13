import type { Check } from "../deployed.ts";

const rules: Readonly<
  Record<string, { readonly expression: string; readonly tick: string; readonly targets: number }>
> = {
  ClockEveryMinute: { expression: "rate(1 minute)", tick: "minute", targets: 3 },
  ClockEveryHour: { expression: "rate(1 hour)", tick: "hour", targets: 1 },
  ClockEveryNight: { expression: "cron(17 8 * * ? *)", tick: "night", targets: 1 },
};

/** That they fire is seen elsewhere: by what the minute's tick does. The others would take too long to wait for. */
export const schedulesAreOn: Check = {
  name: "the schedules are on, and tell their functions which tick it is",
  async run({ cloud }) {
    for (const [name, wanted] of Object.entries(rules)) {
      const { isEnabled, expression, inputs } = await cloud.rule(name);
      if (!isEnabled || expression !== wanted.expression) throw new Error(`${name} is ${expression}, on: ${isEnabled}`);
      const told = inputs.filter((input) => JSON.parse(input || "{}").tick === wanted.tick);
      if (told.length < wanted.targets || told.length !== inputs.length) {
        throw new Error(`${name} tells its targets ${inputs.join(", ")}`);
      }
    }
    return Object.values(rules)
      .map(({ expression }) => expression)
      .join(", ");
  },
};
