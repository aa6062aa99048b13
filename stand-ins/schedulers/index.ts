import { calCom } from "./cal-com.ts";
import { calendly } from "./calendly.ts";
import type { SchedulerStandIn } from "./scheduler.ts";

/** Where people book by themselves, as far as it is played here, each in the file of its connector's key. */
export const schedulerStandIns: readonly SchedulerStandIn[] = [calendly, calCom];
