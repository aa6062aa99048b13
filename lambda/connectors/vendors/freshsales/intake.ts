import * as z from "zod/mini";
import type { Mapping } from "../../../lead/reader/fields.ts";
import { configured } from "../../contract/connector.ts";
import type { Intake } from "../../contract/intake.ts";
import { type Composed, idUnder, isStoppedBy, readComposed, StopByField } from "../../kit/in/composed-record.ts";
import { MappingSetting, machineIntake } from "../../kit/in/machine-sender.ts";
import { parseSpliced } from "../../kit/in/parse-spliced.ts";
import { isRefusal, namesRefusingTag } from "../../kit/in/refused-calls.ts";

const Word = z.string().check(z.minLength(1));

const SettingsSchema = z.prefault(
  z.strictObject({
    /** Our field → the name that the workflow gives it, for what is not recognised. */
    mapping: MappingSetting,
    /** The name under which the workflow sends the contact's id, if it is not `contact_id` or `id`. */
    recordId: z.optional(Word),
    /** At which values of what a workflow sends the calling for the contact stops. Default: none. */
    stopOn: z.optional(
      z.union([StopByField, z.array(StopByField).check(z.minLength(1))], {
        error: 'write {field: "…", becomes: "…"}, or a list of these',
      }),
    ),
    /**
     * Names of values by which somebody wants no call: each that is neither empty nor a no holds the lead. So does the
     * bridge's own tag.
     */
    doNotCall: z._default(z.array(Word), []),
  }),
  {},
);
type Settings = z.output<typeof SettingsSchema>;

/**
 * Leads from a workflow's webhook, with the contact under names that somebody chose: Freshsales has no other.
 * https://crmsupport.freshworks.com/support/solutions/articles/50000002418
 */
export const freshsalesIntake = configured(
  SettingsSchema,
  (settings): Intake => ({
    ...machineIntake(
      {
        isComposed: true,
        // What stands in a template of the workflow is put between quotation marks as it is.
        parse: parseSpliced,
        read: (body, mapping, request, country) => readComposed(body, request, composedOf(settings, mapping), country),
      },
      settings.mapping,
    ),
    stops: settings.stopOn !== undefined,
  }),
);

const ID = /^([1-9]\d{0,19})$/;

const composedOf = ({ recordId, stopOn = [], doNotCall }: Settings, mapping: Mapping): Composed => ({
  what: "contact of a Freshsales workflow",
  mapping,
  recordIn(fields) {
    const placed = idUnder(fields, ["contactid", "id"], ID, recordId);
    return placed && { ...placed, type: "contact" };
  },
  refusesCalls: (fields) => namesRefusingTag(fields) || doNotCall.some((name) => isRefusal(fields[name])),
  isStopped: (fields) => isStoppedBy(fields, [stopOn].flat()),
});
