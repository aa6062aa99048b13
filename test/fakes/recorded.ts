import { readFileSync } from "node:fs";
import type { HttpRequest } from "../../lambda/runtime/http.ts";
import type { ExpectedLead } from "./expected-lead.ts";
import { type FixtureMeta, type FixtureRoot, fixture, fixtureConnectors, fixtureNames } from "./fixture.ts";

/** Recorded requests of both folders, as the contract of connectors reads them. */

const roots: readonly FixtureRoot[] = ["connectors", "lead-sources"];

export interface Recorded {
  readonly name: string;
  readonly request: HttpRequest;
  readonly meta: FixtureMeta;
  readonly expected: readonly ExpectedLead[];
  /** What the vendor gave, by name; empty when the request is not signed. */
  readonly secrets: Readonly<Record<string, string>>;
  /** A plain key that the request itself brings, instead of the address. */
  readonly bodyKey?: string | undefined;
  readonly now: Date;
}

/** The names of a connector's recorded files that end so, without the ending. */
export const recordedNames = (connector: string, ending = ".http"): string[] =>
  [...new Set(roots.flatMap((root) => fixtureNames(root, connector, ending)))].sort();

/** The connectors that have recorded files. */
export const recordedConnectors = (): string[] => [...new Set(roots.flatMap(fixtureConnectors))].sort();

/** One recorded request; the settings of its case are those of its meta. */
export function recorded(connector: string, name: string): Recorded {
  const root = roots.find((each) => fixtureNames(each, connector).includes(name)) ?? "connectors";
  const { http, meta, expected, secrets, bodyKey, now } = fixture(root, connector, name);
  return {
    name,
    request: parseHttp(http),
    meta,
    expected: meta.kind === "lead" ? expected : [],
    secrets,
    bodyKey: bodyKey ?? meta.verify_token,
    now,
  };
}

/** A recorded exchange with a CRM. */
export const recordedReport = (connector: string, name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../fixtures/connectors/${connector}/${name}.report.json`, import.meta.url), "utf8"));

/** A request from its bytes: header lines end in CRLF, the body is what follows the blank line. */
export function parseHttp(bytes: Buffer): HttpRequest {
  const end = bytes.indexOf("\r\n\r\n");
  const [start = "", ...lines] = bytes.subarray(0, end).toString("latin1").split("\r\n");
  const [method = "", target = ""] = start.split(" ");
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const colon = line.indexOf(":");
    const name = line.slice(0, colon).toLowerCase();
    const value = line.slice(colon + 1).trim();
    headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`;
  }
  const url = new URL(target, `https://${headers.host}`);
  const [source, key] = url.pathname.split("/").slice(2).map(decodeURIComponent);
  return {
    method,
    url: `https://${headers.host}${target}`,
    headers,
    query: url.searchParams,
    params: { source, key },
    body: bytes.subarray(end + 4),
  };
}
