import * as z from "zod/mini";
import { RejectedError } from "../../../runtime/errors.ts";

/**
 * A body in the shape that its vendor documents.
 * @param what the vendor's word for it, e.g. `Typeform response`
 * @throws RejectedError 422 when it is something else
 */
export function inShape<Schema extends z.ZodMiniType>(schema: Schema, body: unknown, what: string): z.output<Schema> {
  const result = z.safeParse(schema, body);
  if (!result.success) throw new RejectedError(422, `The body is no ${what}`);
  return result.data;
}

/** Names and values, none of which the vendor declares. */
export const FieldsSchema = z.record(z.string(), z.unknown());

/** A part of which nothing is known, not even whether it is there. */
export const Anything = z.optional(z.unknown());

/** A part that is read when it has the expected form, and is no reason to refuse the lead when it has not. */
export const ifPresent = <Schema extends z.ZodMiniType>(schema: Schema) => z.catch(z.optional(schema), undefined);

/** A list whose odd parts are passed over, so that one of them does not cost the whole lead. */
export const listOf = <Schema extends z.ZodMiniType>(schema: Schema) =>
  z.pipe(
    z.array(z.unknown()),
    z.transform((parts): z.output<Schema>[] =>
      parts.flatMap((part) => {
        const result = z.safeParse(schema, part);
        return result.success ? [result.data] : [];
      }),
    ),
  );
