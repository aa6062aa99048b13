import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bridge, type Said } from "../command-line.ts";

/** `results preview`, typed at by tests. */

export interface Row {
  readonly result: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export const folder = mkdtempSync(join(tmpdir(), "results-preview-"));
let files = 0;
export const file = (value: unknown): string => {
  const path = join(folder, `${++files}.json`);
  writeFileSync(path, typeof value === "string" ? value : JSON.stringify(value));
  return path;
};

export const preview = (crm: string, ...options: string[]): Promise<Said> =>
  bridge(["results", "preview", crm, ...options]);
export const rowsOf = async (crm: string, ...options: string[]): Promise<Row[]> =>
  (await preview(crm, "--json", ...options)).json<Row[]>();
export const brief = (rows: readonly Row[], kind?: string) =>
  rows
    .filter(({ result }) => kind === undefined || result === kind)
    .map(({ method, url }) => `${method} ${url.replace(/^https:\/\/[^/]+/, "")}`);

export const aResult = {
  callId: "7",
  status: "completed",
  outcome: "contacted",
  final: true,
  direction: "outbound",
  startedAt: "2026-06-15T14:30:07Z",
  seconds: 61,
  lead: { person: { phone: "+12125550199", email: "sam.ortega@example.com" } },
};
