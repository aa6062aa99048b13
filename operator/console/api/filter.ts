import * as z from "zod";

/** The filter of a list, as it stands in a page's address. */
export const FilterSchema = z.object({
  state: z.array(z.string()).optional(),
  reason: z.array(z.string()).optional(),
  source: z.string().optional(),
  account: z.string().optional(),
  since: z.string().optional(),
});

/** Without what was left open. */
export const given = <Options extends object>(options: Options) =>
  Object.fromEntries(
    Object.entries(options).filter(([, value]) => value !== undefined && value.length > 0),
  ) as WithoutUndefined<Options>;

type WithoutUndefined<Options> = { [Name in keyof Options]: Exclude<Options[Name], undefined> };
