import * as z from "zod";

/** What HubSpot takes. */

export const Properties = z.record(z.string(), z.string().nullable());

export const WriteSchema = z.object({
  properties: Properties,
  associations: z.array(z.object({ to: z.object({ id: z.string() }) })).default([]),
});
export const SearchSchema = z.object({
  filterGroups: z.array(
    z.object({
      filters: z.array(
        z.object({
          propertyName: z.string(),
          operator: z.enum(["EQ", "CONTAINS_TOKEN", "BETWEEN"]),
          value: z.string(),
          highValue: z.string().optional(),
        }),
      ),
    }),
  ),
  limit: z.number().default(10),
});
export type Filter = z.infer<typeof SearchSchema>["filterGroups"][number]["filters"][number];
export const BatchReadSchema = z.object({
  idProperty: z.string().optional(),
  inputs: z.array(z.object({ id: z.string() })).max(100),
});
/** https://developers.hubspot.com/docs/api-reference/latest/crm/associations/associate-records/guide */
export const AssociationsSchema = z.object({ inputs: z.array(z.object({ id: z.string() })).max(1000) });
