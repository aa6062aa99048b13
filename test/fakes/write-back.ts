import { readdirSync, readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import * as z from "zod";
import type { OutgoingRequest } from "../../lambda/runtime/http-client.ts";

/** What CRMs are to be sent of one call (test/fixtures/write-back), and how it compares with what they are sent. */

const root = new URL("../fixtures/write-back/", import.meta.url);
const APART = "apart.json";
const jsonOf = (file: string): unknown => JSON.parse(readFileSync(new URL(file, root), "utf8"));

const Text = z.string();

const WantedSchema = z.object({
  method: Text,
  url: Text,
  headers: z.record(Text, Text),
  body: z.unknown().optional(),
  /** Instead of a body: the fields of a form. */
  form: z.record(Text, Text).optional(),
});
export type Wanted = z.output<typeof WantedSchema>;

const CallSchema = z.object({
  call_id: Text,
  status: Text,
  disposition: Text,
  direction: Text,
  started_at: Text,
  duration_seconds: z.number(),
  from_number: Text,
  to_number: Text,
  agent: z.object({ name: Text, email: Text }),
  recording_url: Text,
  note_text: Text,
});
type GivenCall = z.output<typeof CallSchema>;

const WriteBackSchema = z.object({
  given: z.object({
    call: CallSchema,
    target: z.record(Text, z.unknown()),
    /** With the id that the activity has in what is wanted, whoever chooses it. */
    mapping: z.object({
      activity_id: Text.optional(),
      call_record_id: Text.optional(),
      note_id_from_response: Text.optional(),
    }),
  }),
  expect: z.array(WantedSchema),
});
export type WriteBack = z.output<typeof WriteBackSchema>;

const DifferenceSchema = z.strictObject({
  /** Method and address; an end of the address is enough. */
  request: Text,
  /** How the body that is wanted is changed: https://www.rfc-editor.org/rfc/rfc7396 */
  patch: z.record(Text, z.unknown()).optional(),
  /** Instead: the body of a request that changes something and is not among those that are wanted. */
  extra: z.unknown().optional(),
  why: Text,
});
export type Difference = z.output<typeof DifferenceSchema>;

const ApartSchema = z.strictObject({
  /** By CRM: the recorded exchange that is played, where it is not `connected`. */
  exchanges: z.record(Text, Text),
  /** By CRM: what is sent apart from what is wanted. */
  differences: z.record(Text, z.array(DifferenceSchema)),
});

export const apart = ApartSchema.parse(jsonOf(APART));

/** By the keys of the connectors. */
export const writeBacks: readonly (WriteBack & { readonly name: string })[] = readdirSync(root)
  .filter((file) => file !== APART)
  .map((file) => ({ name: file.slice(0, -".json".length), ...WriteBackSchema.parse(jsonOf(file)) }));

/** A request that is wanted, as it is expected from us: with the activity's own id, and with what differs on purpose. */
export function expected(
  request: Wanted,
  { given }: WriteBack,
  activityId: string,
  differences: readonly Difference[],
) {
  const { activity_id, call_record_id, note_id_from_response } = given.mapping;
  const id = activity_id ?? call_record_id ?? note_id_from_response;
  const own = (text: string) => (id ? text.replaceAll(id, activityId) : text);
  const body: unknown = JSON.parse(own(JSON.stringify(request.form ?? request.body)));
  const patch = differences.find((each) => each.patch && isOf(each, request))?.patch ?? {};
  return {
    method: request.method,
    url: own(request.url),
    body: patched(
      replaced(body, (text) => (text === given.call.note_text ? NOTE : text)),
      JSON.parse(own(JSON.stringify(patch))),
    ),
  };
}

/**
 * A request that is sent, as it is compared. The free text of a note is each one's own: one counts as the note that is
 * wanted if it begins with the call's id, and says how the call ended, how long it was and where its recording is.
 */
export function compared({ method, url, headers = {}, body = "" }: OutgoingRequest, call: GivenCall) {
  const isNote = (text: string) =>
    text.startsWith(`Callingly call ${call.call_id} - `) &&
    [call.disposition, lengthOf(call), call.recording_url].every((part) => text.includes(part));
  const read: unknown = /json/.test(headers["content-type"] ?? "") ? JSON.parse(body) : formOf(body);
  return { method, url, body: replaced(read, (text) => (isNote(text) ? NOTE : text)) };
}

const NOTE = "the note on the call";

const lengthOf = ({ duration_seconds: seconds }: GivenCall): string =>
  `${Math.floor(seconds / 60)}m ${String(seconds % 60).padStart(2, "0")}s`;

const formOf = (body: string): object =>
  Object.fromEntries(
    [...body.matchAll(/name="([^"]+)"\r\n\r\n([\s\S]*?)\r\n--/g)].map(([, name, value]) => [name, value]),
  );

/** Changes nothing: it asks, by a GET or by what is posted. */
export const isQuestion = ({ method, url, body = "" }: OutgoingRequest): boolean =>
  method === "GET" || /\/search_read$|\/coql$/.test(url) || body.startsWith('{"query":"query ');

export const isExtra = (request: OutgoingRequest, call: GivenCall, differences: readonly Difference[]): boolean =>
  differences.some(
    (each) => each.extra && isOf(each, request) && isDeepStrictEqual(compared(request, call).body, each.extra),
  );

const isOf = ({ request }: Difference, { method, url }: { readonly method: string; readonly url: string }): boolean =>
  request.startsWith(`${method} `) && url.endsWith(request.slice(method.length + 1));

/** Keys and names are described in words, such as `api key`: anything will do for those. */
export function headerLike(wanted: string): RegExp {
  const literal = wanted.replace(/(?:api (?:key|token|user)|system key|registered|required).*$/, "");
  return new RegExp(`^${literal.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}.*`, "i");
}

function replaced(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((each) => replaced(each, change));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, replaced(each, change)]));
}

function patched(value: unknown, patch: unknown): unknown {
  if (typeof patch !== "object" || patch === null || Array.isArray(patch)) return patch;
  const kept = new Map(Object.entries(typeof value === "object" && value !== null ? value : {}));
  for (const [name, change] of Object.entries(patch)) {
    if (change === null) kept.delete(name);
    else kept.set(name, patched(kept.get(name), change));
  }
  return Object.fromEntries(kept);
}
