import * as z from "zod/mini";
import { ifPresent } from "../../kit/in/vendor-shape.ts";

/** What the API and the webhooks show alike. */

export const PERSONS = "/api/v2/persons";

/** Ids are numbers in some of Pipedrive's samples and texts in others; those of leads are texts. */
export const IdSchema = z.pipe(z.union([z.string(), z.number()]), z.transform(String));

const Text = ifPresent(z.nullable(z.string()));

const ValuesSchema = ifPresent(
  z.nullable(z.array(z.object({ value: Text, primary: ifPresent(z.nullable(z.boolean())) }))),
);

/** As version 2 of the API and the webhooks have it. https://developers.pipedrive.com/docs/api/v1/Persons */
export const PersonSchema = z.object({
  id: IdSchema,
  name: Text,
  first_name: Text,
  last_name: Text,
  emails: ValuesSchema,
  phones: ValuesSchema,
  postal_address: ifPresent(z.nullable(z.object({ postal_code: Text, admin_area_level_1: Text, country: Text }))),
  label_ids: ifPresent(z.nullable(z.array(IdSchema))),
  is_deleted: ifPresent(z.nullable(z.boolean())),
  custom_fields: ifPresent(z.nullable(z.record(z.string(), z.unknown()))),
});
export type PipedrivePerson = z.output<typeof PersonSchema>;
