import { textAt } from "../../../lead/reader/fields.ts";
import { parseBody } from "../../../runtime/body.ts";
import type { HttpRequest } from "../../../runtime/http.ts";
import { queryForm } from "../../kit/in/machine-sender.ts";
import type { Settings } from "./settings.ts";

/** What the visitor's page says in the form beside the lead. */

/** @throws RejectedError when it cannot be read */
export const formOf = ({ method, query, body, headers }: HttpRequest): Promise<unknown> =>
  method === "GET" ? queryForm(query) : parseBody(body, headers["content-type"]);

/** What a field says; nothing where the form cannot be read, which is answered all the same. */
export async function fieldOf(request: HttpRequest, name: string): Promise<string | undefined> {
  const form = await formOf(request).catch(() => undefined);
  return textAt(form, name);
}

/** Where the visitor goes once the lead is taken. */
export const whereNext = async (request: HttpRequest, settings: Settings): Promise<string | undefined> =>
  (await nextOf(request, settings)) ?? settings.redirect;

/** The form's own wish where to go next, if the settings allow exactly that: otherwise anybody could send people anywhere. */
async function nextOf(request: HttpRequest, { allowedRedirects }: Settings): Promise<string | undefined> {
  if (allowedRedirects.length === 0) return undefined;
  const wish = await fieldOf(request, "_next");
  if (!wish || !URL.canParse(wish)) return undefined;
  const { href, origin, username, password } = new URL(wish);
  const allowed = allowedRedirects.some((entry) => entry === origin || new URL(entry).href === href);
  return allowed && !username && !password ? href : undefined;
}
