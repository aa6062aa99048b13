import { existsSync, readdirSync, readFileSync } from "node:fs";
import type { ExpectedLead } from "./expected-lead.ts";

/**
 * Requests of lead sources under test/fixtures/lead-sources, one folder per connector, named as the connector is.
 * `.http` is the raw request, `.meta.json` says what it is, `.expected.json` how a person would read it, `.secret` what
 * the vendor gave; `source.json` in the folder holds the settings that its cases assume.
 */

const root = new URL("../fixtures/lead-sources/", import.meta.url);

export interface LeadSourceMeta {
  /** Only a `lead` may lead to a call, and a `reference` once it is fetched. */
  readonly kind: "lead" | "test" | "spam" | "handshake" | "ignore" | "reference";
  readonly default_region?: string;
  /** When a signed request was signed, in seconds or milliseconds. */
  readonly timestamp?: number;
  readonly verify_token?: string;
  readonly redirect_to?: string;
  readonly expected_response?: { readonly status: number; readonly body?: string; readonly json?: unknown };
}

export interface LeadSourceCase {
  readonly source: string;
  readonly name: string;
  readonly http: Buffer;
  readonly meta: LeadSourceMeta;
  readonly expected: ExpectedLead;
  /** The document that the platform answers for a reference, and its reading. */
  readonly fetched?: unknown;
  readonly resolved?: ExpectedLead;
  /** What signs the request; absent when nothing does. */
  readonly signingSecret?: string | undefined;
  /** A plain key that stands in the body. */
  readonly bodyKey?: string | undefined;
  readonly settings: Record<string, unknown>;
  readonly now: Date;
}

export const leadSourceCases = (): { source: string; name: string }[] =>
  readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name: source }) =>
      readdirSync(new URL(`${source}/`, root))
        .filter((file) => file.endsWith(".http"))
        .map((file) => ({ source, name: file.slice(0, -".http".length) })),
    );

export function leadSource(source: string, name: string): LeadSourceCase {
  const bytesOf = (file: string) => {
    const path = new URL(`${source}/${file}`, root);
    return existsSync(path) ? readFileSync(path) : undefined;
  };
  const jsonOf = (ending: string) => JSON.parse(bytesOf(name + ending)?.toString("utf8") ?? "null") ?? undefined;
  const http = bytesOf(`${name}.http`) ?? Buffer.alloc(0);
  const meta: LeadSourceMeta = jsonOf(".meta.json");
  const secret = bytesOf(`${name}.secret`)?.toString("utf8");
  const isInBody = secret !== undefined && http.includes(secret);
  return {
    source,
    name,
    http,
    meta,
    expected: jsonOf(".expected.json"),
    fetched: jsonOf(".graph.json") ?? jsonOf(".api.json"),
    resolved: jsonOf(".resolved.expected.json"),
    signingSecret: isInBody ? undefined : secret,
    bodyKey: isInBody ? secret : undefined,
    settings: JSON.parse(bytesOf("source.json")?.toString("utf8") ?? "{}"),
    now: signedAt(meta.timestamp),
  };
}

/** Senders write seconds or milliseconds. */
const signedAt = (timestamp: number | undefined): Date =>
  timestamp === undefined
    ? new Date("2026-06-15T14:30:00.000Z")
    : new Date(timestamp < 100_000_000_000 ? timestamp * 1_000 : timestamp);
