import * as z from "zod";
import { outcomes } from "./model.ts";
import { isZone } from "./times.ts";

const zone = z.string().refine(isZone, "not an IANA time zone");

/**
 * What is not known about Callingly, and how its world misbehaves. Each switch can be changed while the stand-in
 * runs, so that a client meets every reading. Durations in seconds or minutes are divided by `speed`; `…Ms` are not.
 */
export const SwitchesSchema = z.strictObject({
  speed: z.number().positive().describe("how many times faster than life calls ring, talk and are redialled"),

  createCallAnswer: z
    .enum(["id", "call", "empty"])
    .describe("POST /calls answers {call_id}, the full call, or nothing"),
  createdStatus: z.literal([200, 201]).describe("status of a successful POST"),
  namesRequired: z.boolean().describe("POST /calls insists on first_name and last_name"),
  textCrmId: z.enum(["accept", "reject", "drop"]).describe("a crm_id that is no integer is kept, a 422, or null"),
  crmIdEcho: z.boolean().describe("call webhooks carry lead.crm_id"),
  crmIdOnUpsert: z.enum(["overwrite", "keep"]).describe("which crm_id a lead has after a second POST /calls"),
  duplicatePhones: z.enum(["upsert", "new-lead"]).describe("a known number updates its lead or makes another"),
  unknownTeam: z.literal([422, 404]).describe("status for a team_id the account does not have"),
  goneTeams: z.array(z.int()).describe("teams that the account no longer has, whatever it had"),
  leadUpdateAnswer: z.enum(["success", "lead"]).describe("PUT /leads/{id} answers {success} or the lead"),
  webhookUpdatePath: z.enum(["id", "bare", "both"]).describe("PUT /webhooks/{id}, PUT /webhooks, or either"),
  clientLastName: z.enum(["optional", "required"]).describe("whether POST /clients insists on lname"),
  scheduleBody: z
    .enum(["both", "array", "wrapped"])
    .describe("PUT /agents/{id}/schedule takes the days, {schedule: the days}, or either"),
  webhookDirectionKey: z
    .enum(["direction", "call_direction", "none"])
    .describe("key of the direction filter in webhook answers"),

  restClock: z.union([z.literal("account"), zone]).describe("zone of REST times: the account's own, or a named one"),
  emptyRelations: z
    .enum(["documented", "array", "null", "object"])
    .describe("an empty relation of a call is [], null or {}; documented: [] in lists, null in one call"),
  listRelations: z.enum(["full", "empty"]).describe("GET /calls shows member, lead and profile, or leaves them empty"),
  paginatorKeys: z.boolean().describe("GET /calls answers Laravel's paginator keys beside data"),
  visibilityDelayMs: z.number().min(0).describe("age at which a lead or call first shows up in a list"),
  pageDrift: z.int().describe("rows that arrive between two pages of GET /calls; negative: rows that vanish"),
  htmlErrors: z.boolean().describe("without Accept: application/json errors are HTML, and a bad token a redirect"),
  rateLimitPerMinute: z.int().min(0).describe("requests per token and minute before 429; 0: no limit"),
  rateLimitPerSecond: z.int().min(0).describe("requests per token and second before 429; 0: no limit"),

  deliveryCopies: z.int().min(0).max(100).describe("how often each webhook is delivered; 0: never"),
  deliveryDelayMs: z.number().min(0).describe("wait before each delivery"),
  deliveryOrder: z.enum(["kept", "swapped"]).describe("swapped: each second delivery overtakes the one before it"),
  deliveryHoldMs: z.number().min(0).describe("with swapped: how long a delivery waits to be overtaken"),
  deliveryRetries: z.int().min(0).describe("further tries when a receiver does not answer 2xx; 0: none"),
  deliveryRetryMs: z.number().min(0).describe("wait before each further try"),
  redeliverWhenReady: z.boolean().describe("deliver call_completed again when recording or transcript arrive"),
  recordingDelaySeconds: z.number().min(0).describe("from the end of a call to its recording"),
  transcriptDelaySeconds: z.number().min(0).describe("from the recording to the transcript"),
  transcriptWords: z.int().min(0).describe("words of a transcript after the greetings; people say some 150 a minute"),
  teamCallbackUrl: z.string().nullable().describe("a Callback URL in the team settings, besides the subscriptions"),
  webhookBooleans: z.enum(["number", "boolean"]).describe("is_fallback as 0/1 or as false/true"),
  privateBlobBytes: z.int().min(0).describe("size of the private user record inside a note's lead_updated; 0: none"),

  outcomeWeights: z
    .partialRecord(z.enum(outcomes), z.number().min(0))
    .describe("how likely each outcome is where no script decides"),
});
export type Switches = z.infer<typeof SwitchesSchema>;

export const SwitchChangesSchema = SwitchesSchema.partial();
export type SwitchChanges = z.infer<typeof SwitchChangesSchema>;

/** @throws ZodError for a switch or a value there is not */
export const withChanges = (switches: Switches, changes: SwitchChanges): Switches =>
  SwitchesSchema.parse({ ...switches, ...SwitchChangesSchema.parse(changes) });

export const defaultSwitches: Switches = {
  speed: 10,
  createCallAnswer: "id",
  createdStatus: 200,
  namesRequired: false,
  textCrmId: "reject",
  crmIdEcho: true,
  crmIdOnUpsert: "overwrite",
  duplicatePhones: "upsert",
  unknownTeam: 422,
  goneTeams: [],
  leadUpdateAnswer: "success",
  webhookUpdatePath: "both",
  clientLastName: "optional",
  scheduleBody: "both",
  webhookDirectionKey: "direction",
  restClock: "account",
  emptyRelations: "documented",
  listRelations: "full",
  paginatorKeys: false,
  visibilityDelayMs: 0,
  pageDrift: 0,
  htmlErrors: true,
  rateLimitPerMinute: 0,
  rateLimitPerSecond: 0,
  deliveryCopies: 1,
  deliveryDelayMs: 0,
  deliveryOrder: "kept",
  deliveryHoldMs: 5_000,
  deliveryRetries: 0,
  deliveryRetryMs: 1_000,
  redeliverWhenReady: false,
  recordingDelaySeconds: 20,
  transcriptDelaySeconds: 40,
  transcriptWords: 0,
  teamCallbackUrl: null,
  webhookBooleans: "number",
  privateBlobBytes: 4_000,
  outcomeWeights: { contacted: 6, voicemail: 2, missed: 2 },
};
