import * as z from "zod/mini";
import { optionalEnv } from "../runtime/env.ts";
import type { BridgeConfig } from "./schema.ts";

/**
 * Who is rung may differ from stage to stage, while the functions' code is the same for all of them: the stack says it
 * in their environment.
 */

const StagePoliciesSchema = z.object({
  onlyNumbers: z.optional(z.array(z.string())),
  dryRun: z.optional(z.boolean()),
  /** Nobody is rung there, so sources that do not name their hours keep none. */
  anyHour: z.optional(z.boolean()),
});

/** What a stage has other than the configuration's own `policies`. */
export type StagePolicies = z.infer<typeof StagePoliciesSchema>;

/** The stage that a function runs in. */
export const policiesHere = (): StagePolicies =>
  z.parse(StagePoliciesSchema, JSON.parse(optionalEnv("stagePolicies") ?? "{}"));

/** The configuration as a stage has it. */
export const atStage = <Config extends Pick<BridgeConfig, "policies">>(
  config: Config,
  { anyHour, ...own }: StagePolicies,
): Config => ({
  ...config,
  policies: { ...config.policies, ...own },
  ...(anyHour && { anyHour }),
});
