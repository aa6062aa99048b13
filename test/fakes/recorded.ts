import { existsSync, readdirSync, readFileSync } from "node:fs";
import type { HttpRequest } from "../../lambda/runtime/http.ts";
import type { ExpectedLead } from "./expected-lead.ts";
import { type LeadSourceCase, leadSource } from "./lead-sources.ts";

/**
 * Recorded requests under test/fixtures/connectors: whole HTTP/1.1 requests, byte for byte, with what goes with them.
 * Those under test/fixtures/lead-sources, which are written down a little differently, are among them.
 */

const root = new URL("../fixtures/connectors/", import.meta.url);
const leadSources = new URL("../fixtures/lead-sources/", import.meta.url);

export interface RecordedMeta {
  /** What the request is; only a `lead` may lead to a call. */
  readonly kind: "lead" | "test" | "spam" | "ignored" | "handshake" | "rejected" | "reference";
  /** Country of numbers without country code. */
  readonly default_region?: string;
  /** Settings of the source that the case assumes. */
  readonly settings?: unknown;
  /** The address the sender called, where it is signed. */
  readonly url?: string;
  /** The time at which signed requests are fresh, in milliseconds. */
  readonly clock_ms?: number;
  /** The name of the vendor's secret whose value stands in the `.secret` file. */
  readonly secret_name?: string;
  readonly expected_status?: number;
  readonly expected_headers?: Readonly<Record<string, string>>;
  /** Fields that must be complained about. */
  readonly expected_errors?: readonly string[];
}

export interface Recorded {
  readonly name: string;
  readonly request: HttpRequest;
  readonly meta: RecordedMeta;
  readonly expected: readonly ExpectedLead[];
  /** What the vendor gave, by name; empty when the request is not signed. */
  readonly secrets: Readonly<Record<string, string>>;
  /** A plain key that the request itself brings, instead of the address. */
  readonly bodyKey?: string | undefined;
  readonly now: Date;
}

/** The names of a connector's recorded files that end so, without the ending. */
export function recordedNames(connector: string, ending = ".http"): string[] {
  const files = [root, leadSources].flatMap((folder) => filesIn(new URL(`${connector}/`, folder)));
  const names = files.filter((file) => file.endsWith(ending)).map((file) => file.slice(0, -ending.length));
  return [...new Set(names)].sort();
}

/** The connectors that have recorded files. */
export const recordedConnectors = (): string[] =>
  [...new Set([root, leadSources].flatMap((folder) => foldersIn(folder)))].sort();

const filesIn = (folder: URL): string[] => (existsSync(folder) ? readdirSync(folder) : []);

const foldersIn = (folder: URL): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));

/** One recorded request. */
export function recorded(connector: string, name: string): Recorded {
  if (!existsSync(new URL(`${connector}/${name}.http`, root))) return asRecorded(leadSource(connector, name));
  const file = (ending: string) => new URL(`${connector}/${name}${ending}`, root);
  const meta: RecordedMeta = JSON.parse(readFileSync(file(".meta.json"), "utf8"));
  const expected = existsSync(file(".expected.json")) ? JSON.parse(readFileSync(file(".expected.json"), "utf8")) : [];
  const secret = meta.secret_name && readFileSync(file(".secret"), "utf8");
  return {
    name,
    request: parseHttp(readFileSync(file(".http"))),
    meta,
    expected,
    secrets: meta.secret_name && secret ? { [meta.secret_name]: secret } : {},
    now: new Date(meta.clock_ms ?? Date.UTC(2026, 5, 15, 14, 30)),
  };
}

/** A recorded exchange with a CRM. */
export const recordedReport = (connector: string, name: string): unknown =>
  JSON.parse(readFileSync(new URL(`${connector}/${name}.report.json`, root), "utf8"));

/** A request of a lead source, written down as the others are. */
function asRecorded({ name, http, meta, expected, signingSecret, bodyKey, now }: LeadSourceCase): Recorded {
  const { kind, default_region } = meta;
  return {
    name,
    request: parseHttp(http),
    meta: { kind: kind === "ignore" ? "ignored" : kind, ...(default_region && { default_region }) },
    expected: kind === "lead" ? [expected] : [],
    secrets: signingSecret === undefined ? {} : { signing_secret: signingSecret },
    bodyKey: bodyKey ?? meta.verify_token,
    now,
  };
}

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
