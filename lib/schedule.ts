import { Duration } from "aws-cdk-lib";
import { Rule, RuleTargetInput, Schedule } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import { Construct } from "constructs";
import type { BridgeFunction } from "./bridge-function.ts";

/** How often a function may be woken; its only input. */
export type Tick = "minute" | "hour" | "night";

/** Wakes functions by time: for due items, and for work that no request and no write would ever start. */
export class TickSchedule extends Construct {
  private readonly rules: Readonly<Record<Tick, Rule>>;
  private readonly woken = new Set<BridgeFunction>();

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.rules = {
      minute: new Rule(this, "EveryMinute", { schedule: Schedule.rate(Duration.minutes(1)) }),
      hour: new Rule(this, "EveryHour", { schedule: Schedule.rate(Duration.hours(1)) }),
      // UTC, and off the full hour, when everybody else's jobs run.
      night: new Rule(this, "EveryNight", { schedule: Schedule.cron({ hour: "8", minute: "17" }) }),
    };
  }

  /** Calls a function with `{"tick": …}` every minute, hour or night. */
  wake(fn: BridgeFunction, tick: Tick): void {
    if (!this.woken.has(fn)) this.letLapse(fn);
    this.rules[tick].addTarget(new LambdaFunction(fn, { event: RuleTargetInput.fromObject({ tick }) }));
  }

  /**
   * A tick is worth nothing once the next has come. Lambda would keep those that it could not start for six hours, and
   * then run all of them, in an account that has too few runs as it is. Events of the streams are not affected.
   */
  private letLapse(fn: BridgeFunction): void {
    this.woken.add(fn);
    fn.configureAsyncInvoke({ maxEventAge: Duration.seconds(60), retryAttempts: 0 });
  }
}
