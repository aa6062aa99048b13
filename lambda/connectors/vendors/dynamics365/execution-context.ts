import * as z from "zod/mini";
import { Anything, FieldsSchema, ifPresent, inShape, listOf } from "../../kit/in/vendor-shape.ts";
import { isGuid } from "./own-ids.ts";

/**
 * What a registered step sends: the context of one message to Dataverse, such as a row that was created.
 * https://learn.microsoft.com/en-us/power-apps/developer/data-platform/use-webhooks
 */

const Guid = z.string().check(z.refine(isGuid, "an id of Dataverse"));
const PairsSchema = listOf(z.object({ key: z.string(), value: Anything }));

const EntitySchema = z.object({ Attributes: PairsSchema, FormattedValues: ifPresent(PairsSchema) });

const ContextSchema = z.object({
  MessageName: z.string(),
  PrimaryEntityName: z.string(),
  PrimaryEntityId: Guid,
  OperationId: ifPresent(Guid),
  CorrelationId: ifPresent(Guid),
  OperationCreatedOn: ifPresent(z.string()),
  InitiatingUserId: ifPresent(Guid),
  InputParameters: ifPresent(PairsSchema),
  PostEntityImages: ifPresent(PairsSchema),
});
type Context = z.output<typeof ContextSchema>;

/** Columns of a row by their logical names, each as a plain value. */
export type Columns = Readonly<Record<string, unknown>>;

export interface Change {
  readonly what: "created" | "changed" | "deleted";
  readonly type: "lead" | "contact";
  readonly id: string;
  /** The same when Dataverse sends it again; undefined where it names none. */
  readonly operation: string | undefined;
  /** The same for this change, whatever else happens to the row. */
  readonly event: string;
  /** The user who began it, whatever plug-in or flow went on with it. */
  readonly by: string | undefined;
  /** What was written; undefined where the message was too long and had to be sent without. */
  readonly written: Columns | undefined;
  /** As people see the values that are numbers to Dataverse. */
  readonly labels: Columns;
  /** The row after the change, as far as the step has an image of it. */
  readonly row: Columns;
}

/**
 * @param isCutShort the message was longer than 256 KB, and came without its data
 * @returns undefined for what is no change of a lead or contact: merges, other messages, other tables
 * @throws RejectedError 422 when the body is no context
 */
export function readContext(body: unknown, isCutShort: boolean): Change | undefined {
  const context = inShape(ContextSchema, body, "execution context of Dataverse");
  const what = WHAT[context.MessageName.toLowerCase()];
  const type = context.PrimaryEntityName.toLowerCase();
  if (what === undefined || (type !== "lead" && type !== "contact")) return undefined;
  const target = isCutShort ? undefined : entityIn(context.InputParameters, "Target");
  const image = entityIn(context.PostEntityImages);
  const operation = named(context.OperationId);
  const written = target && columnsIn(target.Attributes);
  return {
    what,
    type,
    id: context.PrimaryEntityId.toLowerCase(),
    operation,
    event: operation ?? [named(context.CorrelationId), context.OperationCreatedOn].join(":"),
    by: context.InitiatingUserId?.toLowerCase(),
    written,
    labels: { ...labelsOf(image), ...labelsOf(target) },
    row: { ...(image && columnsIn(image.Attributes)), ...written },
  };
}

const WHAT: Readonly<Record<string, Change["what"] | undefined>> = {
  create: "created",
  update: "changed",
  delete: "deleted",
};

/** A step that runs at once has no operation of its own, and says so with an empty id. */
const named = (id: string | undefined): string | undefined => (id === undefined || /^[0-]+$/.test(id) ? undefined : id);

type Entity = z.output<typeof EntitySchema>;

/** The first entity of these parameters, or the one with this name. */
function entityIn(parameters: Context["InputParameters"] = [], name?: string): Entity | undefined {
  const { value } = parameters.find(({ key }) => name === undefined || key === name) ?? {};
  return z.safeParse(EntitySchema, value).data;
}

const columnsIn = (pairs: Entity["Attributes"]): Columns =>
  Object.fromEntries(pairs.map(({ key, value }) => [key.toLowerCase(), plainOf(value)]));

const labelsOf = (entity: Entity | undefined): Columns => columnsIn(entity?.FormattedValues ?? []);

const TypedSchema = z.union([z.object({ Value: z.union([z.number(), z.string()]) }), z.object({ Id: z.string() })]);

/** Choices and money come as an object with the value, lookups as one with an id and perhaps a name. */
function plainOf(value: unknown): unknown {
  if (!z.safeParse(FieldsSchema, value).success) return value;
  const typed = z.safeParse(TypedSchema, value).data;
  if (typed === undefined) return undefined;
  return "Value" in typed ? typed.Value : typed.Id;
}
