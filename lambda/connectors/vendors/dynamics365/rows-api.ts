import * as z from "zod/mini";
import { TransientError } from "../../../runtime/errors.ts";
import type { ApiAnswer } from "../../contract/http.ts";
import type { Identity, Platform, PlatformHttp } from "../../contract/platform.ts";
import { platformRefusal } from "../../kit/in/platform-refusal.ts";
import { FieldsSchema } from "../../kit/in/vendor-shape.ts";
import { authorise, dynamicsAccess } from "./access.ts";
import { wordsOf } from "./meaning.ts";
import { type PersonSettings, personColumns, readPerson } from "./person.ts";
import { API, rowAt, tableOf } from "./rows.ts";

/** Rows that a message names and does not hold, and who changed them. */

/** What a lead is fetched by. */
export interface Reference {
  readonly type: "lead" | "contact";
  readonly id: string;
  /** The user who changed it, where that may have been us. */
  readonly by?: string | undefined;
}

export const referenceTo = ({ type, id, by }: Reference): string => [id, type, ...(by ? [by] : [])].join(" ");

function readReference(text: string): Reference {
  const [id = "", type, by] = text.split(" ");
  return { type: type === "contact" ? "contact" : "lead", id, by };
}

const UserSchema = z.object({ applicationid: z.optional(z.nullable(z.string())) });

/**
 * @param options.orgUrl of a source that reports to no Dynamics, and has an access token of its own
 * @param options.isOptional as the contract has it
 */
export const rowsApi = (
  settings: PersonSettings,
  { orgUrl, isOptional }: { readonly orgUrl: string; readonly isOptional: boolean },
): Platform => ({
  baseUrl: orgUrl,
  isOptional,
  access: dynamicsAccess,
  /** An access token lasts for an hour: a source whose leads are rows of a CRM of the configuration needs none. */
  credentials: z.object({ token: z.string().check(z.minLength(1)) }),
  authorise,
  async fetch(http, reference, we) {
    const { type, id, by } = readReference(reference);
    if (by !== undefined && (await isUs(http, by, we))) return { kind: "nothing", why: "the bridge itself changed it" };
    const select = personColumns(type, settings).join(",");
    const { body } = whole(await http.get(`${API}/${rowAt(tableOf({ type }), id)}?$select=${select}`));
    const row = z.safeParse(FieldsSchema, body).data;
    if (!row) throw new TransientError("Dynamics 365 answered something else than a row");
    return { kind: "lead", lead: readPerson(row, settings, undefined) };
  },
});

/** The user of an app is known by the app's id, which is ours to sign in with. */
async function isUs(http: PlatformHttp, user: string, { credentials }: Identity): Promise<boolean> {
  if (credentials.client_id === undefined) return false;
  const answer = await http.get(`${API}/${rowAt("systemusers", user)}?$select=applicationid`);
  // A user who is no more is no app that signs in.
  if (answer.status === 404) return false;
  const app = z.safeParse(UserSchema, whole(answer).body).data?.applicationid;
  return app?.toLowerCase() === credentials.client_id.toLowerCase();
}

/** @throws RejectedError for what Dynamics refuses to show */
function whole(answer: ApiAnswer): ApiAnswer {
  if (answer.status >= 300) throw platformRefusal("Dynamics 365", answer.status, wordsOf(answer.body));
  return answer;
}
