import { RetentionDays } from "aws-cdk-lib/aws-logs";

/** All that may differ between two deployments of the bridge. */
export interface StageSettings {
  readonly name: string;
  /** Leads, keys and tokens outlive the stack, and neither table nor stack is deleted by mistake. */
  readonly keepsData: boolean;
  readonly logRetention: RetentionDays;
  /** Requests that the front door lets through; the rest is answered 429 before any function runs. */
  readonly throttle: { readonly perSecond: number; readonly burst: number };
  /**
   * Public address under which Callingly reaches the bridge, without a trailing slash.
   * @default the address of the HTTP API
   */
  readonly callbackBaseUrl?: string | undefined;
  /**
   * Another server that speaks Callingly's API, without the `/v1`.
   * @default Callingly
   */
  readonly callinglyBaseUrl?: string | undefined;
}

/** The settings of a stage. Only `dev` is made to be thrown away: a lost lead is worse than a leftover table. */
export function stageSettings(
  name: string,
  addresses: Pick<StageSettings, "callbackBaseUrl" | "callinglyBaseUrl"> = {},
): StageSettings {
  return {
    name,
    keepsData: name !== "dev",
    logRetention: RetentionDays.ONE_MONTH,
    throttle: { perSecond: 500, burst: 1000 },
    ...addresses,
  };
}
