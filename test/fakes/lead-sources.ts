import { existsSync, readdirSync, readFileSync } from "node:fs";
import type { Country } from "../../lambda/lead/phone.ts";
import type { HttpRequest } from "../../lambda/runtime/http.ts";
import { type ExpectedLead, parseHttp } from "./recorded.ts";

/** Requests as form builders and ad platforms send them, under test/fixtures/lead-sources, with a person's reading. */

const root = new URL("../fixtures/lead-sources/", import.meta.url);

export interface LeadSourceCase {
  /** Folder and case, e.g. `tally/signed`. */
  readonly name: string;
  readonly request: HttpRequest;
  readonly kind: "lead" | "test" | "spam" | "handshake" | "ignore" | "reference";
  readonly country: Country;
  readonly expected: ExpectedLead;
  /** For references: the document that is fetched, and its reading. */
  readonly resolved?: { readonly document: unknown; readonly expected: ExpectedLead };
}

export function leadSourceCases(): LeadSourceCase[] {
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).map((file) => file.replaceAll("\\", "/"));
  return files
    .filter((file) => file.endsWith(".http"))
    .map((file) => caseOf(file.slice(0, -".http".length)))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function caseOf(name: string): LeadSourceCase {
  const file = (ending: string) => new URL(`${name}${ending}`, root);
  const json = (ending: string) => JSON.parse(readFileSync(file(ending), "utf8"));
  const meta = json(".meta.json");
  const fetched = [".graph.json", ".api.json"].find((ending) => existsSync(file(ending)));
  return {
    name,
    request: parseHttp(readFileSync(file(".http"))),
    kind: meta.kind,
    country: meta.default_region,
    expected: json(".expected.json"),
    ...(fetched && { resolved: { document: json(fetched), expected: json(".resolved.expected.json") } }),
  };
}
