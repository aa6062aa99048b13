import { readFileSync } from "node:fs";
import * as z from "zod";

/** What `npm run test:aws` needs to be allowed, as a policy that can be given to whoever runs it. */

const StatementSchema = z.strictObject({
  Sid: z.string(),
  Effect: z.literal("Allow"),
  Action: z.array(z.string()).min(1),
  Resource: z.array(z.string()).min(1),
});
export type Statement = z.output<typeof StatementSchema>;

const PolicySchema = z.strictObject({ Version: z.literal("2012-10-17"), Statement: z.array(StatementSchema) });

export const rightsFile = new URL("./rights.json", import.meta.url);
export const rights: readonly Statement[] = PolicySchema.parse(JSON.parse(readFileSync(rightsFile, "utf8"))).Statement;

/** A resource of an account as IAM is asked about it: one that there might be, in the place of all. */
export const exampleOf = (resource: string, account: string, region: string): string =>
  resource
    .replace(/^(arn:aws:\w+):\*:\*:/, `$1:${region}:${account}:`)
    .replace(/^(arn:aws:\w+):\*::/, `$1:${region}::`)
    .replace(/^(arn:aws:iam)::\*:/, `$1::${account}:`)
    .replace(/(?<=.)\*/g, "example");
