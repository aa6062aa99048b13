import * as z from "zod/mini";
import type { LeadOutcome } from "../../../lead/lead.ts";
import { byOutcome } from "../../kit/out/by-outcome.ts";
import { CountrySetting } from "../../kit/out/settings.ts";
import { SpeedFields } from "../../kit/out/speed.ts";
import { OWN_TAGS } from "../../kit/own-tags.ts";
import { accessSettings } from "./access.ts";
import { isId } from "./objects.ts";

/** What may be set for results in ActiveCampaign. */

const Id = z.string().check(z.refine(isId, "write the id, a number, as ActiveCampaign shows it"));

const NOTHING = { contacted: null, voicemail: null, missed: null, removed: null } as const;

/** https://developers.activecampaign.com/reference/deal */
export const DEAL_STATUSES = { open: 0, won: 1, lost: 2 } as const;

type Values = Record<LeadOutcome, string | null>;
const each = (values: Values): (string | null)[] => Object.values(values);

const Stages = byOutcome(NOTHING).check(
  z.refine(
    (stages: Values) => each(stages).every((id) => id === null || isId(id)),
    "write stages by their ids, which are numbers",
  ),
);

const DealStatuses = byOutcome(NOTHING).check(
  z.refine(
    (statuses: Values) => each(statuses).every((status) => status === null || Object.hasOwn(DEAL_STATUSES, status)),
    `a deal is ${Object.keys(DEAL_STATUSES).join(", ")}`,
  ),
);

export const SettingsSchema = z
  .strictObject({
    ...accessSettings,
    /** A lead from elsewhere whose contact does not exist: true makes one, false parks the result. */
    createContact: z._default(z.boolean(), true),
    country: CountrySetting,
    /** The tag that the contact gets after the best call so far; null adds none. Tags are added, and none is taken away. */
    tag: byOutcome(OWN_TAGS),
    /** A custom field of the contact that says how the best call so far ended. What a person has written there stays. */
    outcomeField: z.optional(
      z.strictObject({
        id: Id,
        values: byOutcome({
          contacted: "Connected",
          voicemail: "Voicemail",
          missed: "No answer",
          removed: "Asked not to be called",
        }),
        /** Values that the first call may replace: those from before anybody worked on the lead. */
        replaced: z._default(z.array(z.string()), []),
      }),
    ),
    /** Custom fields of the contact, by their ids. */
    fields: SpeedFields.check(
      z.refine(
        (fields) => Object.values(fields).every((id) => id === undefined || isId(id)),
        "write custom fields by their ids, which are numbers",
      ),
    ),
    /** The pipeline whose deal is moved, the newest open one of the contact. Default: any. */
    pipelineId: z.optional(Id),
    /** The deal's stage after the best call so far, by its id; null leaves it alone. */
    stage: Stages,
    /** Ids of the stages that the first call may replace: those from before anybody worked on the lead. */
    replacedStages: z._default(z.array(Id), []),
    /** What becomes of the open deal after the best call so far: `won` or `lost`; null leaves it alone. */
    dealStatus: DealStatuses,
  })
  .check(
    z.refine(({ pipelineId, stage }) => pipelineId !== undefined || each(stage).every((id) => id === null), {
      path: ["pipelineId"],
      error: "a stage belongs to a pipeline: name its id here",
    }),
    z.refine(({ stage, replacedStages }) => replacedStages.length > 0 || each(stage).every((id) => id === null), {
      path: ["replacedStages"],
      error: "name the ids of the stages that a first call may replace; without one no deal would be moved",
    }),
  );
export type Settings = z.output<typeof SettingsSchema>;
