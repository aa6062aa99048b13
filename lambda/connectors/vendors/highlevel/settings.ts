import * as z from "zod/mini";
import type { LeadOutcome } from "../../../lead/lead.ts";
import { byOutcome } from "../../kit/out/by-outcome.ts";
import { CountrySetting, OwnersSetting } from "../../kit/out/settings.ts";
import { SpeedFields } from "../../kit/out/speed.ts";
import { OWN_TAGS } from "../../kit/own-tags.ts";

/** What may be set for results in HighLevel. */

const Id = z.string().check(z.minLength(1, "write the id, as HighLevel shows it"));

const NOTHING = { contacted: null, voicemail: null, missed: null, removed: null } as const;

/** https://marketplace.gohighlevel.com/docs/ghl/opportunities/update-opportunity-status */
const STATUSES = ["open", "won", "lost", "abandoned"];
const isStatus = (value: string | null): boolean => value === null || STATUSES.includes(value);

const OpportunityStatuses = byOutcome(NOTHING).check(
  z.refine(
    (statuses: Record<LeadOutcome, string | null>) => Object.values(statuses).every(isStatus),
    `an opportunity is ${STATUSES.join(", ")}`,
  ),
);

export const SettingsSchema = z
  .strictObject({
    /** The location, or sub-account, whose contacts these are: it stands in the address of each of its pages. */
    locationId: Id,
    /** HighLevel's id of the user whose the notes are where the agent is no user. */
    ownerId: z.optional(Id),
    owners: OwnersSetting,
    /** A lead from elsewhere whose contact does not exist: true makes one, false parks the result. */
    createContact: z._default(z.boolean(), true),
    country: CountrySetting,
    /**
     * The tag that the contact gets after the best call so far; null adds none. Tags are added, and none is taken away.
     * HighLevel keeps them in small letters.
     */
    tag: byOutcome(OWN_TAGS),
    /** A custom field of the contact that says how the best call so far ended. What a person has written there stays. */
    outcomeField: z.optional(
      z.strictObject({
        id: Id,
        /** Its key, which HighLevel does not need. */
        key: z.optional(Id),
        values: byOutcome({
          contacted: "Connected",
          voicemail: "Voicemail",
          missed: "No answer",
          removed: "Asked not to be called",
        }),
      }),
    ),
    /** Custom fields of the contact, by their ids: numbers, and a single line for the moment. */
    fields: SpeedFields,
    /**
     * A call provider of an app of yours: with it a call stands in the contact's conversation as well.
     * https://marketplace.gohighlevel.com/docs/marketplace-modules/ConversationProviders
     */
    conversationProviderId: z.optional(Id),
    /** The pipeline whose opportunity is moved, the newest open one of the contact. */
    pipelineId: z.optional(Id),
    /** The stage after the best call so far, by its id; null leaves it alone. */
    stage: byOutcome(NOTHING),
    /** Ids of the stages that the first call may replace: those from before anybody worked on the lead. */
    replacedStages: z._default(z.array(Id), []),
    /** The opportunity's status after the best call so far. It is set where it is open. */
    opportunityStatus: OpportunityStatuses,
  })
  .check(
    z.refine(({ pipelineId, stage }) => pipelineId !== undefined || Object.values(stage).every((id) => id === null), {
      path: ["pipelineId"],
      error: "a stage belongs to a pipeline: name its id here",
    }),
    z.refine(
      ({ stage, replacedStages }) => replacedStages.length > 0 || Object.values(stage).every((id) => id === null),
      {
        path: ["replacedStages"],
        error: "name the ids of the stages that a first call may replace; without one no opportunity would be moved",
      },
    ),
  );
export type Settings = z.output<typeof SettingsSchema>;
