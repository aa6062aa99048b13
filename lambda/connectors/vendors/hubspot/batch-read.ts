import * as z from "zod/mini";
import { TransientError } from "../../../runtime/errors.ts";
import type { PlatformHttp } from "../../contract/platform.ts";
import { platformRefusal } from "../../kit/in/platform-refusal.ts";
import { jsonContent } from "../../kit/out/content.ts";

/** https://developers.hubspot.com/docs/api-reference/latest/error-handling */
const ErrorSchema = z.object({ message: z.string() });

/**
 * Several objects by one question. What HubSpot does not have is left out of its answer.
 * @returns with HubSpot's own time, as its answer says it
 */
export async function batchRead<Schema extends z.ZodMiniType>(
  http: PlatformHttp,
  path: string,
  question: object,
  schema: Schema,
): Promise<{ found: z.output<Schema>; at: string | undefined }> {
  const { status, body, headers } = await http.post(path, jsonContent(question));
  if (status >= 300) throw platformRefusal("HubSpot", status, z.safeParse(ErrorSchema, body).data?.message);
  const { data } = z.safeParse(schema, body);
  if (data === undefined) throw new TransientError("HubSpot answered something else than what was asked for");
  return { found: data, at: headers.date };
}
