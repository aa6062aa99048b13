import * as z from "zod/mini";
import type { LeadDraft } from "../../../lead/reader/draft.ts";
import type { Mapping } from "../../../lead/reader/fields.ts";
import type { Country } from "../../../lead/reader/phone.ts";
import { parseBody } from "../../../runtime/body.ts";
import type { HttpRequest } from "../../../runtime/http.ts";
import { type Configured, configured } from "../../contract/connector.ts";
import type { Intake, Reading } from "../../contract/intake.ts";
import { doorIsOpen, jsonAnswer } from "./answers.ts";
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
    /** Without it the same phone and e-mail count as the same lead for the duplicate window. */
    externalId: Path,
  }),
  {},
);

const SettingsSchema = z.prefault(z.strictObject({ mapping: MappingSetting }), {});

export interface MachineSender
  extends Partial<Pick<Intake, "handshake" | "verify" | "methods" | "reply" | "relaysStrangers">> {
  /** Default: any form or JSON, and the query for requests without a body. */
  parse?(request: HttpRequest): unknown;
  /** @throws RejectedError when the body is none of the vendor's */
  read(body: unknown, mapping: Mapping, request: HttpRequest, country?: Country): Reading;
}

export const machineSender = (sender: MachineSender): Configured<Intake> =>
  configured(SettingsSchema, ({ mapping }) => machineIntake(sender, mapping));

/** For senders with settings of their own. */
export const machineIntake = ({ parse = parsed, read, ...own }: MachineSender, mapping: Mapping): Intake => ({
  handshake: (request) => (isInQuery(request, own) ? undefined : doorIsOpen(request)),
  verify: verifySourceKey,
  invalidPhone: "hold",
  reply: (_request, answer) => jsonAnswer(answer),
  ...own,
  read: async (request, country) => read(await parse(request), mapping, request, country),
});

/** A lead by GET, for senders that know how to. Without a field it is somebody who looks whether the door is open. */
const isInQuery = ({ method, query }: HttpRequest, { methods = [] }: Pick<Intake, "methods">): boolean =>
  method === "GET" && methods.includes("GET") && [...query.keys()].some((name) => name !== "key");

const parsed = async (request: HttpRequest): Promise<unknown> => {
  if (request.method !== "GET") return parseBody(request.body, request.headers["content-type"]);
  const fields = new URLSearchParams(request.query);
  fields.delete("key");
  return parseBody(Buffer.from(fields.toString()), "application/x-www-form-urlencoded");
};

export const oneLead = (draft: LeadDraft): Reading => ({ kind: "leads", leads: [draft] });
