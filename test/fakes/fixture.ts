import { existsSync, readdirSync, readFileSync } from "node:fs";
import * as z from "zod";
import type { ExpectedLead } from "./expected-lead.ts";

/**
 * Recorded requests, described in test/fixtures/README.md: whole and byte for byte, with what goes with them. What stands
 * beside them is read strictly, so that a wrong word fails by the name of its file.
 */

const fixtures = new URL("../fixtures/", import.meta.url);

/** The folders of recorded requests; a connector has a folder of its key in either. */
export type FixtureRoot = "connectors" | "lead-sources";

/** What the request is: only a `lead` may lead to a call, and a `reference` once it is fetched. */
const kinds = ["lead", "reference", "test", "spam", "ignored", "handshake", "rejected"] as const;

const Note = z.unknown().optional();

export const MetaSchema = z.strictObject({
  kind: z.enum(kinds),
  default_region: z.string().length(2).optional(),
  settings: z.record(z.string(), z.unknown()).optional(),
  timestamp: z.number().int().optional(),
  secret_name: z.string().optional(),
  verify_token: z.string().optional(),
  url: z.string().optional(),
  redirect_to: z.string().optional(),
  expected_response: z
    .strictObject({
      status: z.number().int().optional(),
      headers: z.record(z.string(), z.string()).optional(),
      body: z.string().optional(),
      json: z.unknown().optional(),
    })
    .optional(),
  expected_errors: z.array(z.string()).optional(),
  note: Note,
  uncertain: Note,
  sources: Note,
  about: Note,
});
export type FixtureMeta = z.output<typeof MetaSchema>;

const Text = z.string().nullable();

export const ExpectedSchema = z.array(
  z.strictObject({
    first_name: Text,
    last_name: Text,
    phone_number: Text,
    email: Text,
    company: Text,
    external_id: Text,
    crm_id: z.string().optional(),
  }),
);

export interface Fixture {
  readonly connector: string;
  readonly name: string;
  readonly http: Buffer;
  readonly meta: FixtureMeta;
  /** Empty for what is no lead. */
  readonly expected: readonly ExpectedLead[];
  /** What the platform answers for a reference, and how a person would read that. */
  readonly fetched: unknown;
  readonly resolved: readonly ExpectedLead[];
  /** What the vendor gave, by name; empty when the request is not signed. */
  readonly secrets: Readonly<Record<string, string>>;
  /** A plain key that the request itself brings, instead of the address. */
  readonly bodyKey: string | undefined;
  readonly settings: unknown;
  readonly now: Date;
}

const folderOf = (root: FixtureRoot, connector: string): URL => new URL(`${root}/${connector}/`, fixtures);

export const fixtureConnectors = (root: FixtureRoot): string[] =>
  readdirSync(new URL(`${root}/`, fixtures), { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))
    .sort();

/** The names of a connector's files that end so, without the ending. */
export function fixtureNames(root: FixtureRoot, connector: string, ending = ".http"): string[] {
  const folder = folderOf(root, connector);
  const files = existsSync(folder) ? readdirSync(folder) : [];
  return files.filter((file) => file.endsWith(ending)).map((file) => file.slice(0, -ending.length));
}

/** @throws Error with the file's name, when what stands beside the request is none of the words that there are */
export function fixture(root: FixtureRoot, connector: string, name: string): Fixture {
  const bytesOf = (file: string): Buffer | undefined => {
    const path = new URL(file, folderOf(root, connector));
    return existsSync(path) ? readFileSync(path) : undefined;
  };
  const read = <T>(file: string, schema: z.ZodType<T>, none?: string): T =>
    readAs(schema, `test/fixtures/${root}/${connector}/${file}`, bytesOf(file)?.toString("utf8") ?? none);
  const http = bytesOf(`${name}.http`) ?? Buffer.alloc(0);
  const meta = read(`${name}.meta.json`, MetaSchema);
  const mayHoldLeads = meta.kind === "lead" || meta.kind === "reference";
  const Leads = mayHoldLeads
    ? ExpectedSchema.min(1)
    : ExpectedSchema.max(0, `a request of the kind "${meta.kind}" holds no lead`);
  const secret = bytesOf(`${name}.secret`)?.toString("utf8");
  const isInBody = secret !== undefined && http.includes(secret);
  return {
    connector,
    name,
    http,
    meta,
    expected: read(`${name}.expected.json`, Leads, "[]"),
    fetched: read(`${name}.api.json`, z.unknown(), "null") ?? undefined,
    resolved: read(`${name}.resolved.expected.json`, ExpectedSchema, "[]"),
    secrets: secret !== undefined && !isInBody ? { [meta.secret_name ?? "signing_secret"]: secret } : {},
    bodyKey: isInBody ? secret : undefined,
    settings: meta.settings ?? read("source.json", z.unknown(), "null") ?? undefined,
    now: signedAt(meta.timestamp),
  };
}

export function readAs<T>(schema: z.ZodType<T>, file: string, text: string | undefined): T {
  if (text === undefined) throw new Error(`${file} is missing`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error(`${file} is no JSON`);
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new Error(`${file}: ${z.prettifyError(result.error)}`);
}

/** Senders write seconds or milliseconds. */
const signedAt = (timestamp: number | undefined): Date =>
  timestamp === undefined
    ? new Date("2026-06-15T14:30:00.000Z")
    : new Date(timestamp < 100_000_000_000 ? timestamp * 1_000 : timestamp);
