import { existsSync, readdirSync, readFileSync } from "node:fs";
import type { HttpRequest } from "../../lambda/runtime/http.ts";

/** Recorded requests under test/fixtures/connectors: whole HTTP/1.1 requests, byte for byte, with what goes with them. */

const root = new URL("../fixtures/connectors/", import.meta.url);

export interface RecordedMeta {
  /** What the request is; only a `lead` may lead to a call. */
  readonly kind: "lead" | "test" | "spam" | "ignored" | "handshake" | "rejected";
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

/** A lead as a person would read the request; null = absent. */
export interface ExpectedLead {
  readonly first_name: string | null;
  readonly last_name: string | null;
  /** E.164; null when it cannot be dialled. */
  readonly phone_number: string | null;
  readonly email: string | null;
  readonly company: string | null;
  readonly external_id: string | null;
  /** The record to report on. */
  readonly crm_id?: string;
}

export interface Recorded {
  readonly name: string;
  readonly request: HttpRequest;
  readonly meta: RecordedMeta;
  readonly expected: readonly ExpectedLead[];
  /** What the vendor gave, by name; empty when the request is not signed. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly now: Date;
}

/** The names of a connector's recorded files that end so, without the ending. */
export function recordedNames(connector: string, ending = ".http"): string[] {
  const folder = new URL(`${connector}/`, root);
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((file) => file.endsWith(ending));
  return files.map((file) => file.slice(0, -ending.length)).sort();
}

/** The connectors that have recorded files. */
export const recordedConnectors = (): string[] => readdirSync(root).sort();

/** One recorded request. */
export function recorded(connector: string, name: string): Recorded {
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
