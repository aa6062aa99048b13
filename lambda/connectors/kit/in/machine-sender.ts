import * as z from "zod/mini";
import type { LeadDraft } from "../../../lead/reader/draft.ts";
import type { Mapping } from "../../../lead/reader/fields.ts";
import type { Country } from "../../../lead/reader/phone.ts";
import { parseBody } from "../../../runtime/body.ts";
import { RejectedError } from "../../../runtime/errors.ts";
import type { HttpRequest } from "../../../runtime/http.ts";
import { cutText } from "../../../runtime/text.ts";
import { type Configured, configured } from "../../contract/connector.ts";
import type { Intake, Reading } from "../../contract/intake.ts";
import { doorIsOpen, jsonAnswer, refuseLeadByGet } from "./answers.ts";
import { trialIn } from "./no-lead.ts";
import { verifySourceKey } from "./source-key.ts";

/** The intake that most form builders need: a server posts what a visitor sent, and 200 tells it that we have it. */

const Path = z.optional(z.string().check(z.minLength(1)));

/** Our field → where the sender keeps it, for what is not recognised: a label, a key, or a path such as `lead.phone`. */
export const MappingSetting = z._default(
  z.strictObject({
    phone: Path,
    firstName: Path,
    lastName: Path,
    fullName: Path,
    email: Path,
    company: Path,
    category: Path,
    /** Where the person is, which says when they may be called. */
    zip: Path,
    state: Path,
    country: Path,
    zone: Path,
    /** When the person asks to be called. One that cannot be read holds the lead. */
    scheduledAt: Path,
    /** Without it the same phone and e-mail count as the same lead for the duplicate window. */
    externalId: Path,
  }),
  {},
);

/**
 * Takes leads by GET as well, from the query. Off unless it is set: addresses with people in them stand in logs and
 * histories, and are opened once more by whoever finds them there.
 */
export const AllowGetSetting = z._default(z.boolean(), false);

const SettingsSchema = z.prefault(z.strictObject({ mapping: MappingSetting, allowGet: AllowGetSetting }), {});

export interface MachineSender
  extends Partial<Pick<Intake, "handshake" | "verify" | "methods" | "reply" | "relaysStrangers" | "personsAsk">> {
  /** Default: any form or JSON, and the query for requests without a body. */
  parse?(request: HttpRequest): unknown;
  /** Somebody composed the body by hand: one that is broken is kept for a person, as the sender cannot mend it. */
  readonly isComposed?: boolean;
  /** @throws RejectedError when the body is none of the vendor's */
  read(body: unknown, mapping: Mapping, request: HttpRequest, country?: Country): Reading;
}

export const machineSender = (sender: MachineSender): Configured<Intake> =>
  configured(SettingsSchema, ({ mapping, allowGet }) => machineIntake(sender, mapping, allowGet));

/** For senders with settings of their own. */
export const machineIntake = (
  { parse = parsed, isComposed, read, ...own }: MachineSender,
  mapping: Mapping,
  allowGet = false,
): Intake => ({
  handshake(request) {
    if (isInQuery(request, withGet(own, allowGet))) return undefined;
    refuseLeadByGet(request);
    return doorIsOpen(request);
  },
  verify: verifySourceKey,
  invalidPhone: "hold",
  reply: (_request, answer) => jsonAnswer(answer),
  ...own,
  ...(allowGet && withGet(own, allowGet)),
  async read(request, country) {
    let body: unknown;
    try {
      body = await parse(request);
    } catch (error) {
      const kept = isComposed ? keptText(request, error) : undefined;
      if (kept) return kept;
      throw error;
    }
    return trialIn(body) ?? read(body, mapping, request, country);
  },
});

const withGet = ({ methods = ["POST"] }: Pick<Intake, "methods">, allowGet: boolean): Pick<Intake, "methods"> => ({
  methods: allowGet && !methods.includes("GET") ? [...methods, "GET"] : methods,
});

/** A lead by GET, for senders that know how to. Without a field it is somebody who looks whether the door is open. */
const isInQuery = ({ method, query }: HttpRequest, { methods = [] }: Pick<Intake, "methods">): boolean =>
  method === "GET" && methods.includes("GET") && [...query.keys()].some((name) => name !== "key");

const parsed = async ({ method, query, body, headers }: HttpRequest): Promise<unknown> =>
  method === "GET" ? queryForm(query) : parseBody(body, headers["content-type"]);

/** What stands in the address, as a form. */
export function queryForm(query: URLSearchParams): Promise<unknown> {
  const fields = new URLSearchParams(query);
  fields.delete("key");
  return parseBody(Buffer.from(fields.toString()), "application/x-www-form-urlencoded");
}

/** The text of a template that made no JSON, as a lead that waits. */
function keptText({ body }: HttpRequest, error: unknown): Reading | undefined {
  if (!(error instanceof RejectedError && error.status === 400)) return undefined;
  const text = new TextDecoder().decode(body).trim();
  // Without a number or an address nobody is lost in it.
  if (!/^[{["]/.test(text) || !/(?:\d\D{0,3}){7}|@/.test(text)) return undefined;
  return oneLead({ isUnreadable: true, extra: { body: cutText(text, MAX_KEPT) } });
}

/** As long as the longest that the largest form would leave. */
const MAX_KEPT = 20_000;

export const oneLead = (draft: LeadDraft): Reading => ({ kind: "leads", leads: [draft] });
