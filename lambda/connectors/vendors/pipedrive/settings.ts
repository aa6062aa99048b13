import * as z from "zod/mini";
import { type ByOutcome, byOutcome } from "../../kit/out/by-outcome.ts";
import { CountrySetting, OwnersSetting } from "../../kit/out/settings.ts";
import { SpeedFields } from "../../kit/out/speed.ts";
import { isNumber, isUuid } from "./api.ts";

/** What may be set for results. Stages, labels and users are named by their ids, which are others in each account. */

const UserId = z.string().check(z.refine(isNumber, "write the user's id, which is a number in quotation marks"));

/** https://developers.pipedrive.com/docs/api/v1/CallLogs#addCallLog */
const Outcome = z.enum(["connected", "no_answer", "left_message", "left_voicemail", "wrong_number", "busy"]);
export type CallOutcome = z.output<typeof Outcome>;

const nothing: ByOutcome = { contacted: null, voicemail: null, missed: null, removed: null };

const isEach = (fits: (id: string) => boolean) => (ids: ByOutcome) =>
  Object.values(ids).every((id) => id === null || fits(id));

const NumberByOutcome = byOutcome(nothing).check(
  z.refine(isEach(isNumber), "write ids, which are numbers in quotation marks"),
);
const UuidByOutcome = byOutcome(nothing).check(
  z.refine(isEach(isUuid), "write ids of lead labels, such as f08b42a0-4e75-11ea-9643-03698ef1cfd6"),
);

export const SettingsSchema = z.prefault(
  z
    .strictObject({
      /**
       * What a call becomes. An `activity` can be changed, so that it has the recording and transcript that come later,
       * and found again after an answer was lost. A `call-log` can neither, and counts in Pipedrive's statistics of calls.
       */
      activity: z._default(z.enum(["activity", "call-log"]), "activity"),
      /** The kind of activity, by its key string: https://developers.pipedrive.com/docs/api/v1/ActivityTypes */
      activityType: z._default(z.string().check(z.minLength(1)), "call"),
      /** What a call log shows of the call. */
      callOutcomes: z.prefault(
        z.strictObject({
          contacted: z._default(Outcome, "connected"),
          voicemail: z._default(Outcome, "left_voicemail"),
          missed: z._default(Outcome, "no_answer"),
          busy: z._default(Outcome, "busy"),
          removed: z._default(Outcome, "connected"),
        }),
        {},
      ),
      /** The user who owns activities whose agent is no user. Default: whose token it is. */
      ownerId: z.optional(UserId),
      owners: OwnersSetting.check(
        z.refine((ids) => Object.values(ids).every(isNumber), "write the users' ids, which are numbers"),
      ),
      /** A lead from elsewhere whose person does not exist: true makes one, false parks the result. */
      createPerson: z._default(z.boolean(), true),
      country: CountrySetting,
      /** The stage that an open deal gets after the best call so far; null leaves it where it is. */
      dealStages: NumberByOutcome,
      /** The stages that the first call may replace: those from before anybody worked on the deal. */
      replacedDealStages: z._default(z.array(z.string().check(z.refine(isNumber, "write the stages' ids"))), []),
      /** Labels that are added to the lead's own record after the best call so far. None is ever taken away. */
      personLabels: NumberByOutcome,
      dealLabels: NumberByOutcome,
      leadLabels: UuidByOutcome,
      /** Custom fields of the record, by their keys of 40 letters and figures; the first contact's day, in UTC. */
      fields: SpeedFields,
    })
    .check(
      z.refine(
        ({ dealStages, replacedDealStages }) =>
          replacedDealStages.length > 0 || Object.values(dealStages).every((stage) => stage === null),
        {
          path: ["replacedDealStages"],
          message: "name the stages that a deal may leave by a call: without one, dealStages would move none",
        },
      ),
    ),
  {},
);
export type Settings = z.output<typeof SettingsSchema>;
