import { readFileSync } from "node:fs";
import type { Country } from "../../lambda/lead/reader/phone.ts";
import type { HttpRequest } from "../../lambda/runtime/http.ts";
import { preview } from "../../operator/preview/preview.ts";

/**
 * Forms of many makers and languages, and what each of their fields is (test/fixtures/form-fields). Each is posted in
 * the two ways in which forms reach us: by a browser under the names of its fields, and by a builder under their labels.
 */

const AT = new Date("2026-06-15T14:30:00.000Z");

export type FormKind = "phone" | "email" | "first" | "last" | "full" | "company";
export type View = "names" | "labels";

interface FormField {
  readonly name: string;
  readonly label?: string;
  readonly placeholder?: string;
  readonly type?: string;
  readonly is?: string;
  readonly value: string;
}

export interface FormCase {
  readonly id: string;
  readonly country: Country;
  readonly views: { readonly [view in View]?: readonly FormKind[] };
  readonly expect: {
    readonly phone: readonly string[];
    readonly first?: string;
    readonly last?: string;
    readonly lastToo?: string;
    readonly full?: string;
    readonly email?: string;
    readonly company?: string;
  };
  readonly fields: readonly FormField[];
}

export const formCases = (): FormCase[] =>
  JSON.parse(readFileSync(new URL("../fixtures/form-fields/cases.json", import.meta.url), "utf8"));

/** A form as it is posted. */
function posted({ fields, id }: FormCase, view: View): HttpRequest {
  const body = new URLSearchParams();
  if (view === "names") for (const { name, value } of fields) body.append(name, value);
  else {
    for (const { name, label, placeholder, type, value } of fields) {
      if (type !== "hidden") body.append(label || placeholder || `No Label ${name}`, value);
    }
    body.append("form_id", "f1");
    body.append("form_name", id);
  }
  const url = "https://bridge.example.com/leads/form";
  return {
    method: "POST",
    url,
    headers: { "content-type": "application/x-www-form-urlencoded" },
    query: new URL(url).searchParams,
    params: { source: "form", key: undefined },
    body: Buffer.from(body.toString()),
  };
}

/** One kind of field in one posted form: what was to be found, and whether it was. */
export interface FormResult {
  readonly id: string;
  readonly view: View;
  readonly kind: "phone" | "name" | "email" | "company";
  /** Whether the form asks for it; else nothing must be read, or what a person might take for it too. */
  readonly asked: boolean;
  readonly read: string | undefined;
  readonly right: boolean;
}

/** Posts a form through the accepting step and compares what was read. */
export async function formResults(form: FormCase, view: View): Promise<FormResult[]> {
  const kinds = form.views[view];
  if (!kinds) return [];
  const connector = view === "names" ? "html-form" : "elementor";
  const [lead] = (await preview(posted(form, view), { connector, country: form.country, at: AT })).leads;
  const { expect } = form;
  const about = { id: form.id, view };
  const maybe = (kind: string) => form.fields.filter(({ is }) => is === `~${kind}`).map(({ value }) => value);
  const one = (kind: "phone" | "email" | "company", read: string | null | undefined, fit: readonly unknown[]) => {
    const asked = kinds.includes(kind);
    const right = read ? fit.includes(read) || maybe(kind).includes(read) : !asked;
    return { ...about, kind, asked, read: read ?? undefined, right };
  };
  const [first, last] = [lead?.first_name ?? undefined, lead?.last_name ?? undefined];
  const names: FormResult[] = [];
  const full = [first, last].filter(Boolean).join(" ");
  const isWhole = same(full, expect.full) || maybe("full").some((value) => same(full, value));
  if (kinds.includes("full")) names.push({ ...about, kind: "name", asked: true, read: full, right: isWhole });
  else
    for (const [part, read, fit] of [
      ["first", first, [expect.first]],
      ["last", last, [expect.last, expect.lastToo]],
    ] as const) {
      const asked = kinds.includes(part);
      const right = read ? fit.includes(read) || (!asked && isWhole) : !asked;
      if (asked || read) names.push({ ...about, kind: "name", asked, read, right });
    }
  return [
    one("phone", lead?.phone_number, expect.phone),
    one("email", lead?.email, [expect.email]),
    one("company", lead?.company, [expect.company]),
    ...names,
  ];
}

const same = (one: string, other: string | undefined): boolean =>
  other !== undefined && one.replace(/\s/g, "") === other.replace(/\s/g, "");
