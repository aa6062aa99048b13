import { describe, expect, it } from "vitest";
import { readFields } from "../../../../lambda/lead/reader/fields.ts";
import { cleanLine, splitName } from "../../../../lambda/lead/reader/names.ts";
import { type Country, parsePhone } from "../../../../lambda/lead/reader/phone.ts";
import { parseBody } from "../../../../lambda/runtime/body.ts";
import type { ExpectedLead } from "../../../fakes/expected-lead.ts";
import { leadSource, leadSourceCases } from "../../../fakes/lead-sources.ts";
import { parseHttp } from "../../../fakes/recorded.ts";

/** What the reader makes of real senders' requests when nobody has told it anything about them. */

const five = ["first_name", "last_name", "phone_number", "email", "company"] as const;
type Five = Pick<ExpectedLead, (typeof five)[number]>;

function asRead(value: unknown, country: Country): Five & { external_id: string | null } {
  const found = readFields(value, {}, { country, findId: true });
  const { firstName, lastName } = splitName(found);
  return {
    first_name: firstName ?? null,
    last_name: lastName ?? null,
    phone_number: (found.phone && parsePhone(found.phone, country)) || null,
    email: cleanLine(found.email) ?? null,
    company: cleanLine(found.company) ?? null,
    external_id: found.externalId ?? null,
  };
}

const cases = leadSourceCases().map(({ source, name }) => {
  const { http, meta, expected, fetched, resolved } = leadSource(source, name);
  const country = (meta.default_region ?? "US") as Country;
  return { name: `${source}/${name}`, request: parseHttp(http), kind: meta.kind, country, expected, fetched, resolved };
});
const leads = cases.filter(({ kind }) => kind === "lead");
const read = await Promise.all(
  leads.map(async ({ name, request, country, expected }) => {
    const body = await parseBody(request.body, request.headers["content-type"]).catch(() => ({}));
    return { name, expected, found: asRead(body, country) };
  }),
);
const fetched = cases.flatMap(({ name, country, fetched: document, resolved }) =>
  resolved ? [{ name, expected: resolved, found: asRead(document, country) }] : [],
);

const share = (part: readonly unknown[], whole: readonly unknown[]): number => part.length / whole.length;
const percent = (part: readonly unknown[], whole: readonly unknown[]): string =>
  `${part.length} of ${whole.length} (${Math.round(share(part, whole) * 100)} %)`;
const isSame = (fields: readonly (keyof Five | "external_id")[]) => (each: (typeof read)[number]) =>
  fields.every((field) => each.found[field] === each.expected[field]);

describe("requests of all known form builders, read without connector or mapping", () => {
  const phones = read.filter(isSame(["phone_number"]));
  const all = read.filter(isSame(five));
  const ids = read.filter(isSame(["external_id"]));
  const falsePhones = read.filter(
    ({ found, expected }) => found.phone_number && !isSame(["phone_number"])({ name: "", found, expected }),
  );

  it("are enough to say something", () => expect(leads.length).toBeGreaterThanOrEqual(40));

  it("have their phone read in 95 %, and never another", () => {
    console.log(`phone right in ${percent(phones, read)}, false phones: ${falsePhones.length}`);
    expect(falsePhones).toEqual([]);
    expect(share(phones, read)).toBeGreaterThanOrEqual(0.95);
  });

  it("have all five fields read in 85 %", () => {
    const wrong = read.filter((each) => !all.includes(each)).map(({ name }) => name);
    console.log(`all five fields right in ${percent(all, read)}; not in: ${wrong.join(", ") || "none"}`);
    console.log(`external id right in ${percent(ids, read)}`);
    expect(share(all, read)).toBeGreaterThanOrEqual(0.85);
  });

  it("that only refer to a lead are read once it was fetched", () => {
    console.log(`fetched documents right in ${percent(fetched.filter(isSame(five)), fetched)}`);
    expect(fetched.filter(isSame(["phone_number"]))).toEqual(fetched);
  });
});
