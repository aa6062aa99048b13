import type { Check } from "../deployed.ts";
import { accessLogIsDiscreet } from "./access-log.ts";
import { leadsExpire } from "./expiry.ts";
import { failuresArrive } from "./failures.ts";
import * as path from "./path.ts";
import { secretsAreApart } from "./permissions.ts";
import { schedulesAreOn } from "./schedules.ts";
import { filtersHold } from "./stream.ts";
import { oldCallsAreStripped } from "./strip.ts";
import { throttles } from "./throttle.ts";

type Env = Readonly<Record<string, string | undefined>>;

/**
 * From an empty deployment to results in the CRMs.
 * @param wake true: the minute's tick is given by hand. On an emulator it takes a minute, as in AWS.
 */
export const pathChecks = (
  configPath: string,
  env: Env,
  { wake, project }: { wake: boolean; project?: string },
): readonly Check[] => [
  path.answers,
  path.fillSecrets,
  path.showAddresses(configPath, env, project),
  path.registerWebhooks(wake),
  path.refuseStrangers,
  path.ringEachOnce,
  path.reportEachOnce(wake),
  path.knowRepeats,
  oldCallsAreStripped(wake),
];

/** Settings that the emulator keeps, and policies that it reads, as AWS does. */
export const settingChecks: readonly Check[] = [schedulesAreOn, secretsAreApart];

/** What an emulator does not have, or not as AWS has it. */
export const accountChecks: readonly Check[] = [
  leadsExpire,
  accessLogIsDiscreet,
  filtersHold,
  throttles,
  failuresArrive,
];
