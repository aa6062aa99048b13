import * as z from "zod";

/**
 * The bridge that `npm start` runs on this machine, as its demo page describes it: `local/` answers, `operator/` asks.
 */

/** The header by which its own server knows whoever started the bridge: it holds what is in `sessionTokenFile`. */
export const sessionHeader = "x-bridge-session";

/** Where `npm start` shows its demo page, unless it was given other ports. */
export const defaultLocalAddress = "http://127.0.0.1:8789";

export const LocalStageSchema = z.object({
  configPath: z.string(),
  url: z.string(),
  tableName: z.string(),
  secrets: z.object({
    "source-keys": z.string(),
    "callback-tokens": z.string(),
    "callingly-tokens": z.string(),
    "crm-credentials": z.string(),
    "source-credentials": z.string(),
  }),
  suppressionKey: z.string().optional(),
  callinglyBaseUrl: z.string().optional(),
  callbackUrl: z.string().optional(),
  deployed: z.object({
    stage: z.string(),
    configFingerprint: z.string(),
    /** The sources that it has: those of its configuration as it started. */
    sources: z.array(z.string()).optional(),
  }),
  standIn: z.boolean(),
  /** Dials go to a server of this machine: nobody is rung. */
  dialsStayHere: z.optional(z.boolean()),
  crmBaseUrls: z.record(z.string(), z.string()),
  captchaBaseUrl: z.string().optional(),
  /** The table and the secrets are open to everybody who may read the file. */
  endpoints: z.object({ dynamo: z.string(), secretsManager: z.string(), sessionTokenFile: z.string() }),
});
export type LocalStage = z.output<typeof LocalStageSchema>;
