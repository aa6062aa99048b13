import * as z from "zod/mini";
import type { NamesQuestion, WrongName } from "../../contract/about.ts";
import { API } from "./access.ts";
import { IdSchema } from "./objects.ts";

/** Whether the user whose the notes are is one of the account's: Keap takes no note of another. */

const PAGE = 1_000;

const SettingsSchema = z.object({ ownerId: z.string() });

export function keapNames(given: unknown): readonly NamesQuestion[] {
  const { ownerId } = z.parse(SettingsSchema, given);
  return [{ asked: `${API}/users?page_size=${PAGE}`, wrong: (body) => wrongOwner(body, ownerId) }];
}

const UsersSchema = z.object({
  users: z.array(z.object({ id: IdSchema, given_name: z.optional(z.nullable(z.string())) })),
  next_page_token: z.optional(z.nullable(z.string())),
});

/** @returns undefined where there are more than it was shown */
function wrongOwner(body: unknown, ownerId: string): readonly WrongName[] | undefined {
  const { users, next_page_token } = z.safeParse(UsersSchema, body).data ?? {};
  if (!users || users.some(({ id }) => id === ownerId)) return users && [];
  if (next_page_token) return undefined;
  const known = users.map(({ id, given_name }) => (given_name ? `${id} (${given_name})` : id)).join(", ");
  return [{ setting: "ownerId", found: `is “${ownerId}”, and Keap knows only ${known}` }];
}
