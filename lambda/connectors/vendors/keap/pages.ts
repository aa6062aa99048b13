import * as z from "zod/mini";
import { TransientError } from "../../../runtime/errors.ts";
import type { CrmHttp } from "../../contract/reporter.ts";

/** As many as each of Keap's lists shows at once. */
const PAGE = 100;
/** As many pages are read of one list. */
const MOST_PAGES = 20;

const PageSchema = z.looseObject({ next_page_token: z.optional(z.nullable(z.string())) });

/**
 * The objects of a list, page after page.
 * @param collection what the list is called in the answer: `contacts`, `notes`, `tags`, `users`
 * @throws TransientError when the answer is no list of such objects: it must not pass for "there are none"
 */
export async function* readPages<Schema extends z.ZodMiniType>(
  crm: CrmHttp,
  path: string,
  filters: Readonly<Record<string, string>>,
  { collection, schema }: { readonly collection: string; readonly schema: Schema },
): AsyncGenerator<z.output<Schema>> {
  let token = "";
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const query = new URLSearchParams({ ...filters, page_size: String(PAGE), ...(token && { page_token: token }) });
    const { body } = await crm.request("GET", `${path}?${query}`);
    const answer = z.safeParse(PageSchema, body).data;
    // A list of nothing may be left out, as Keap leaves out what is empty.
    const objects = z.safeParse(z.array(schema), answer?.[collection] ?? []).data;
    if (!answer || !objects) throw new TransientError("Keap answered a list with something unexpected");
    yield* objects;
    token = answer.next_page_token ?? "";
    if (token === "" || objects.length === 0) return;
  }
}

/** Conditions as Keap's lists take them: all of them hold. */
export const filterOf = (conditions: Readonly<Record<string, string>>): string =>
  Object.entries(conditions)
    .map(([name, value]) => `${name}==${value}`)
    .join(";");

/** Whether a text can be looked for: these mean something in a condition. */
export const isPlain = (text: string): boolean => !/[;*]/.test(text);
