import * as z from "zod";
import type { Kept } from "../../kit/kept.ts";
import { Properties } from "./shapes.ts";

/** What a portal holds, by `{type}/{id}`: contacts, calls, and what is planned. */

const ObjectSchema = z.object({
  id: z.string(),
  properties: Properties,
  /** Of an activity: the contacts it is on. */
  contacts: z.array(z.string()),
  createdAt: z.string(),
  updatedAt: z.string(),
  /** Of a contact: what it was merged into, which its id leads to from then on. */
  mergedInto: z.string().optional(),
  /** Somebody deleted it. */
  archived: z.boolean().optional(),
});
export type HubspotObject = z.infer<typeof ObjectSchema>;

export type Type = "contacts" | "calls" | "meetings" | "tasks";

export interface Held {
  /** Those that are there. */
  all(type: Type): HubspotObject[];
  find(type: Type, id: string): HubspotObject | undefined;
  create(type: Type, properties: HubspotObject["properties"], contacts?: string[]): HubspotObject;
  change(type: Type, object: HubspotObject, properties: HubspotObject["properties"]): HubspotObject;
  remove(type: Type, object: HubspotObject): void;
  /** Ids that lead to a contact since others were merged into it. */
  formerIds(object: HubspotObject): string[];
  merge(loserId: string, winnerId: string): void;
}

export function holding(objects: Kept<HubspotObject>, now: () => number): Held {
  const at = (): string => new Date(now()).toISOString();
  const all: Held["all"] = (type) =>
    objects
      .entries()
      .flatMap(([key, object]) =>
        key.startsWith(`${type}/`) && object.mergedInto === undefined && !object.archived ? [object] : [],
      );
  const find: Held["find"] = (type, id) => {
    const object = objects.get(`${type}/${id}`);
    if (object?.archived) return undefined;
    return object?.mergedInto === undefined ? object : find(type, object.mergedInto);
  };
  const keep = (type: Type, object: HubspotObject): HubspotObject => {
    objects.set(`${type}/${object.id}`, object);
    return object;
  };
  const create: Held["create"] = (type, properties, contacts = []) => {
    const [createdAt, updatedAt] = [at(), at()];
    const id = String(151_209_840_001 + objects.entries().length);
    return keep(type, { id, properties: { ...properties, hs_object_id: id }, contacts, createdAt, updatedAt });
  };
  const formerIds: Held["formerIds"] = ({ id }) =>
    objects.entries().flatMap(([, object]) => (object.mergedInto === id ? [object.id, ...formerIds(object)] : []));
  return {
    all,
    find,
    create,
    formerIds,
    change: (type, object, properties) =>
      keep(type, { ...object, properties: { ...object.properties, ...properties }, updatedAt: at() }),
    remove: (type, object) => void keep(type, { ...object, archived: true }),
    /**
     * Two become a new one, to which both ids lead:
     * https://developers.hubspot.com/changelog/updated-merge-functionality-for-contacts-and-companies
     */
    merge(loserId, winnerId) {
      const [loser, winner] = [loserId, winnerId].map((id) => find("contacts", id));
      if (!loser || !winner) return;
      const { hs_object_id: _, ...properties } = { ...loser.properties, ...winner.properties };
      const merged = create("contacts", properties);
      for (const each of [loser, winner]) keep("contacts", { ...each, mergedInto: merged.id });
      for (const type of ["calls", "meetings", "tasks"] as const) {
        for (const one of all(type))
          keep(type, { ...one, contacts: one.contacts.map((id) => find("contacts", id)?.id ?? id) });
      }
    },
  };
}
