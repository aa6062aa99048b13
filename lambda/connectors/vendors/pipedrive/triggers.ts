import * as z from "zod/mini";
import type { Became, Entity, Happening } from "./happenings.ts";

/** Which happenings are leads, as the source's settings say it. */

const NumberId = z.string().check(z.regex(/^[1-9]\d{0,14}$/, "write ids, which are numbers in quotation marks"));
const LabelId = z
  .string()
  .check(
    z.regex(/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i, "write ids of lead labels, which are 36 characters long"),
  );
const someOf = <Schema extends z.ZodMiniType>(schema: Schema) =>
  z.union([schema, z.array(schema).check(z.minLength(1))]);

const TriggerSchema = z.union([
  /** Whatever the webhook announces was created. */
  z.literal("created"),
  z.strictObject({ created: someOf(z.enum(["person", "deal", "lead"])) }),
  /** A deal came into one of these stages, were it by being created there. */
  z.strictObject({ dealStage: someOf(NumberId) }),
  /** A record got one of these labels. */
  z.strictObject({ personLabel: someOf(NumberId) }),
  z.strictObject({ dealLabel: someOf(NumberId) }),
  z.strictObject({ leadLabel: someOf(LabelId) }),
]);
export type Trigger = z.output<typeof TriggerSchema>;

const StopSchema = z.union([
  /** A person, deal or lead was deleted; or a person wants no call, by `doNotCall` or `doNotCallLabels`. */
  z.enum(["deleted", "doNotCall"]),
  z.strictObject({ dealStatus: someOf(z.enum(["won", "lost"])) }),
  z.strictObject({ dealStage: someOf(NumberId) }),
  z.strictObject({ personLabel: someOf(NumberId) }),
  z.strictObject({ dealLabel: someOf(NumberId) }),
  z.strictObject({ leadLabel: someOf(LabelId) }),
]);
type Stop = z.output<typeof StopSchema>;

export const triggerSettings = {
  /** Which events are leads, one or several. Default: `created`. */
  on: z.optional(someOf(TriggerSchema)),
  /**
   * At which events the calling for that person, deal or lead stops: what waits for it ends, and Callingly redials no
   * more. Default: none.
   */
  stopOn: z.optional(someOf(StopSchema)),
  /** Ids of users with whose access the bridge writes: what they do through the API is no lead. */
  ourUsers: z._default(z.array(NumberId), []),
  /** Ways of making and changing records by which none is a lead: by people, through the API, many at once. */
  exceptFrom: z._default(z.array(z.enum(["app", "api", "bulk"])), []),
};

const TriggerSettingsSchema = z.object(triggerSettings);
export type TriggerSettings = z.output<typeof TriggerSettingsSchema>;

/**
 * @returns what makes a happening the same lead, however often and by however many webhooks it is told; undefined when it
 * is none
 */
export function keyOf(happening: Happening, settings: TriggerSettings): string | undefined {
  if (isOurs(happening, settings) || isExcept(happening, settings)) return undefined;
  const { entity, id, at, became } = happening;
  for (const trigger of [settings.on ?? ("created" as const)].flat()) {
    const fitting = became.find((each) => fits(trigger, entity, each));
    if (!fitting) continue;
    return "id" in fitting ? `${fitting.what}:${entity}:${id}:${fitting.id}:${at}` : `${fitting.what}:${entity}:${id}`;
  }
  return undefined;
}

/**
 * Whoever did it: a label of ours that stops the calling was meant to.
 * @param refuses the record is a person's who wants no call; that counts whichever of their fields was changed
 */
export const isStop = ({ entity, became }: Happening, { stopOn = [] }: TriggerSettings, refuses: boolean): boolean =>
  [stopOn].flat().some((stop) => (stop === "doNotCall" ? refuses : became.some((each) => stops(stop, entity, each))));

function stops(stop: Exclude<Stop, "doNotCall">, entity: Entity, became: Became): boolean {
  if (stop === "deleted") return became.what === "deleted";
  if ("dealStatus" in stop) return entity === "deal" && became.what === "status" && isAmong(became.id, stop.dealStatus);
  return fits(stop, entity, became);
}

const isAmong = (id: string, wanted: string | readonly string[]): boolean =>
  [wanted].flat().some((each) => each.toLowerCase() === id.toLowerCase());

function fits(trigger: Trigger, entity: Entity, became: Became): boolean {
  if (trigger === "created") return became.what === "created";
  if ("created" in trigger) return became.what === "created" && [trigger.created].flat().includes(entity);
  const [what, of, ids] = wanted(trigger);
  return (
    became.what === what && entity === of && [ids].flat().some((id) => id.toLowerCase() === became.id.toLowerCase())
  );
}

function wanted(
  trigger: Exclude<Trigger, "created" | { created: unknown }>,
): readonly ["stage" | "label", Entity, string | readonly string[]] {
  if ("dealStage" in trigger) return ["stage", "deal", trigger.dealStage];
  if ("dealLabel" in trigger) return ["label", "deal", trigger.dealLabel];
  if ("personLabel" in trigger) return ["label", "person", trigger.personLabel];
  return ["label", "lead", trigger.leadLabel];
}

/** Events of deals and leads name their person, who is read from Pipedrive: the source cannot do without access. */
export const needsAccess = ({ on }: TriggerSettings): boolean =>
  [on ?? []].flat().some((trigger) => trigger !== "created" && !isOfPersons(trigger));

const isOfPersons = (trigger: Exclude<Trigger, "created">): boolean =>
  "personLabel" in trigger || ("created" in trigger && [trigger.created].flat().every((entity) => entity === "person"));

/** What such a user does in Pipedrive itself is a person's doing. */
const isOurs = ({ by }: Happening, { ourUsers }: TriggerSettings): boolean =>
  by.way === "api" && by.user !== undefined && ourUsers.includes(by.user);

const isExcept = ({ by }: Happening, { exceptFrom }: TriggerSettings): boolean =>
  (by.way !== undefined && exceptFrom.includes(by.way)) || (by.inBulk && exceptFrom.includes("bulk"));
