import { readdirSync, readFileSync } from "node:fs";
import { preview } from "../../operator/preview/preview.ts";
import type { ExpectedLead } from "./expected-lead.ts";
import { parseHttp } from "./recorded.ts";

/**
 * Requests that people reported as read wrongly, or that guard against mending too much (test/fixtures/field-reports):
 * the raw request, what it is, and how a careful person would read it.
 */

const root = new URL("../fixtures/field-reports/", import.meta.url);

interface FieldReportMeta {
  readonly kind: "lead" | "test" | "ignore";
  readonly default_region?: string;
  readonly connector?: string;
  readonly report_kind: string;
  /** Fields of which any reading will do. */
  readonly undecided?: readonly string[];
  /** Whatever is read, nobody may be rung. */
  readonly call?: "none";
}

export const fieldReports = (): string[] =>
  readdirSync(root)
    .filter((file) => file.endsWith(".http"))
    .map((file) => file.slice(0, -".http".length))
    .sort();

export interface ReportResult {
  readonly name: string;
  readonly kind: string;
  /** What differs, as `field: read instead of expected`. */
  readonly wrong: readonly string[];
  /** Somebody would be rung who must not be. */
  readonly ringsWrongly: boolean;
}

export async function reportResult(name: string): Promise<ReportResult> {
  const jsonOf = (ending: string) => JSON.parse(readFileSync(new URL(name + ending, root), "utf8"));
  const meta: FieldReportMeta = jsonOf(".meta.json");
  const expected: ExpectedLead[] = [jsonOf(".expected.json")].flat();
  const request = parseHttp(readFileSync(new URL(`${name}.http`, root)));
  const seen = await preview(request, {
    connector: meta.connector,
    country: meta.default_region ?? "US",
    at: new Date("2026-06-15T14:30:00.000Z"),
  });
  const wrong: string[] = [];
  if (seen.kind !== meta.kind) wrong.push(`kind: ${seen.kind} instead of ${meta.kind}`);
  if (meta.kind === "lead") {
    if (seen.leads.length !== expected.length) wrong.push(`leads: ${seen.leads.length} instead of ${expected.length}`);
    for (const [at, lead] of expected.entries()) {
      for (const [field, value] of Object.entries(lead)) {
        const read = seen.leads[at]?.[field as keyof ExpectedLead & "email"] ?? null;
        if (!meta.undecided?.includes(field) && read !== value) wrong.push(`${field}: ${read} instead of ${value}`);
      }
    }
  }
  const mayRing = meta.kind === "lead" && meta.call !== "none";
  const numbers = mayRing ? expected.flatMap(({ phone_number }) => phone_number ?? []) : [];
  const rung = [seen.call ?? []].flat().map(({ phone_number }) => phone_number);
  const ringsWrongly = rung.some((phone) => !numbers.includes(String(phone)));
  if (ringsWrongly) wrong.push(`rings ${rung.join(", ")}`);
  return { name, kind: meta.report_kind, wrong, ringsWrongly };
}
