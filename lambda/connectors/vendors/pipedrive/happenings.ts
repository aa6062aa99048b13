import * as z from "zod/mini";
import { RejectedError } from "../../../runtime/errors.ts";
import { ifPresent, inShape } from "../../kit/in/vendor-shape.ts";
import { IdSchema } from "./shapes.ts";

/**
 * What a webhook of version 2 says has happened, to which record, and by whom. Which happenings are leads is said
 * elsewhere. https://pipedrive.readme.io/docs/guide-for-webhooks-v2
 */

const entities = ["person", "deal", "lead"] as const;
export type Entity = (typeof entities)[number];

/** What became so by one event, as it may be several things at once. */
export type Became =
  | { readonly what: "created" | "deleted" }
  /** The record is in this stage or status, or has this label, and was not or had not before. */
  | { readonly what: "stage" | "status" | "label"; readonly id: string };

export interface Happening {
  readonly entity: Entity;
  readonly id: string;
  readonly became: readonly Became[];
  /** The record as it is now, of which deals and leads show ids only; undefined when it is deleted. */
  readonly record: RecordNow | undefined;
  /** The same in each attempt at sending it. */
  readonly eventId: string | undefined;
  /** When the record became so, as Pipedrive writes it; the same however many webhooks tell of it. */
  readonly at: string;
  readonly by: { readonly user: string | undefined; readonly way: "app" | "api" | undefined; readonly inBulk: boolean };
}

const Id = ifPresent(z.nullable(IdSchema));
const Ids = ifPresent(z.nullable(z.array(IdSchema)));
const Text = ifPresent(z.nullable(z.string()));

const RecordSchema = z.looseObject({
  id: Id,
  person_id: Id,
  stage_id: Id,
  label_ids: Ids,
  title: Text,
  update_time: Text,
  /** Of a deal. */
  status: Text,
  is_archived: ifPresent(z.nullable(z.boolean())),
});
type RecordNow = z.output<typeof RecordSchema>;

/** Before a change: the fields that are others now, and no more. */
const BeforeSchema = z.object({ stage_id: Id, status: Text, label_ids: Ids });
type Before = z.output<typeof BeforeSchema>;

const WebhookSchema = z.object({
  data: ifPresent(z.nullable(RecordSchema)),
  previous: ifPresent(z.nullable(BeforeSchema)),
  meta: z.object({
    action: z.string(),
    entity: z.string(),
    entity_id: Id,
    id: Id,
    user_id: Id,
    timestamp: ifPresent(z.nullable(IdSchema)),
    change_source: Text,
    is_bulk_edit: ifPresent(z.nullable(z.boolean())),
  }),
});

const VersionOneSchema = z.object({ current: z.unknown(), meta: z.object({ action: z.string() }) });

/**
 * @returns undefined for kinds of records that are none of people
 * @throws RejectedError 422 when it is no webhook of version 2
 */
export function readHappening(body: unknown): Happening | undefined {
  if (!hasData(body) && z.safeParse(VersionOneSchema, body).success) {
    throw new RejectedError(422, "This webhook is of version 1: make one of version 2 in Pipedrive");
  }
  const { data, previous, meta } = inShape(WebhookSchema, body, "Pipedrive webhook");
  const entity = entities.find((each) => each === meta.entity);
  const id = data?.id ?? meta.entity_id;
  if (!entity || !id || !isIdOf(entity, id)) return undefined;
  return {
    entity,
    id,
    became: became(meta.action, data ?? undefined, previous ?? undefined),
    record: data ?? undefined,
    eventId: meta.id ?? undefined,
    at: data?.update_time ?? meta.timestamp ?? meta.id ?? "",
    by: {
      user: meta.user_id ?? undefined,
      way: meta.change_source === "app" || meta.change_source === "api" ? meta.change_source : undefined,
      inBulk: meta.is_bulk_edit === true,
    },
  };
}

const hasData = (body: unknown): boolean => typeof body === "object" && body !== null && "data" in body;

/** Those of leads are texts. */
const isIdOf = (entity: Entity, id: string): boolean =>
  entity === "lead" ? /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(id) : /^[1-9]\d{0,14}$/.test(id);

/** A merge is a deletion of one record and a change of another, a restoration a change: neither creates. */
function became(action: string, data: RecordNow | undefined, previous: Before | undefined): Became[] {
  if (action === "delete") return [{ what: "deleted" }];
  if (action === "create") return [{ what: "created" }, ...stageOf(data), ...labelsOf(data, [])];
  if (action !== "change") return [];
  const hasMoved = previous?.stage_id && previous.stage_id !== data?.stage_id;
  const isDecided = previous?.status && previous.status !== data?.status && data?.status;
  return [
    ...(isDecided ? [{ what: "status", id: isDecided } as const] : []),
    ...(hasMoved ? stageOf(data) : []),
    ...(previous?.label_ids !== undefined ? labelsOf(data, previous.label_ids) : []),
  ];
}

const stageOf = (data: RecordNow | undefined): Became[] =>
  data?.stage_id ? [{ what: "stage", id: data.stage_id }] : [];

const labelsOf = (data: RecordNow | undefined, before: readonly string[] | null): Became[] =>
  (data?.label_ids ?? []).flatMap((id) => (before?.includes(id) ? [] : [{ what: "label", id }]));
