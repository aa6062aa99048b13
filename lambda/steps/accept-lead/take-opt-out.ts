import type { Bridge, Source } from "../../config/bridge.ts";
import { verifySourceKey } from "../../connectors/kit/in/source-key.ts";
import { plainEmail, printsOf, type Word } from "../../lead/privacy/suppression.ts";
import { visitorOf } from "../../lead/privacy/visitor.ts";
import { readOptOut, type Said } from "../../lead/reader/opt-out.ts";
import { timing } from "../../lead/timing.ts";
import { parseBody } from "../../runtime/body.ts";
import { RejectedError } from "../../runtime/errors.ts";
import { type HttpReply, type HttpRequest, jsonReply, problemReply } from "../../runtime/http.ts";
import { errorReply } from "../../runtime/http-handler.ts";
import { MAX_BODY_BYTES, TOO_LARGE, unpacked } from "../../runtime/unpack.ts";
import type { QuotaStore } from "../../store/store.ts";
import { optOut, type SeededDeps, scopeOf } from "../opt-out.ts";
import type { IntakeSecrets } from "./intake-secrets.ts";

/**
 * Part of step 1, by a door of its own: a page, a program or an SMS provider says that somebody is not to be called any
 * more. The answer says that it counts, and nothing of whether the number was known, nor does the time that it takes.
 */

export interface OptOutDoorDeps extends SeededDeps {
  readonly bridge: SeededDeps["bridge"] & Pick<Bridge, "source" | "limits">;
  readonly quotas: Pick<QuotaStore, "take">;
  /** As for leads: {@link AcceptDeps.secretsFor}. */
  readonly secretsFor: (source: string, options?: { newer?: boolean }) => Promise<IntakeSecrets>;
  readonly sleep: (ms: number) => Promise<unknown>;
}

/** The route takes whatever follows: a page's address may have a slash too many, as those for leads. */
export const isOptOut = ({ url }: HttpRequest): boolean => new URL(url).pathname.startsWith("/opt-out/");

/** No word takes longer, as a rule, whether or not leads have to be stopped for it. */
const ANSWERED_AFTER_MS = 300;

export async function takeOptOut(request: HttpRequest, deps: OptOutDoorDeps): Promise<HttpReply> {
  const source = deps.bridge.source(request.params.source ?? "");
  if (!source) throw new RejectedError(404, "Not found");
  if (source.intake.isPublic && request.method === "OPTIONS") {
    const { visitorKey: _, ...secrets } = await deps.secretsFor(source.source);
    return source.intake.handshake?.(request, secrets) ?? problemReply(405, "Opt-outs come by POST");
  }
  const asVisited = (reply: HttpReply) => source.intake.replyToOptOut?.(request, reply) ?? reply;
  try {
    return await asVisited(await take(request, source, deps));
  } catch (error) {
    deps.log("warn", "opt-out refused", { source: source.source, error });
    return asVisited(errorReply(error, deps.log));
  }
}

async function take(request: HttpRequest, source: Source, deps: OptOutDoorDeps): Promise<HttpReply> {
  if (request.method !== "POST") throw new RejectedError(405, "Opt-outs come by POST");
  if (request.body.byteLength > MAX_BODY_BYTES) throw new RejectedError(413, TOO_LARGE);
  const secrets = await proven(request, source, deps);
  const { body, headers } = unpacked(request);
  const said = readOptOut(await parseBody(body, headers["content-type"]), source.country);
  if (said.kind === "nothing") return answerTo(said);
  if (said.kind === "unclear")
    throw new RejectedError(422, "Give the phone number, or the e-mail address, of who is not to be called");
  await letFew(request, said, source, secrets, deps);
  const word: Word = {
    way: said.kind,
    scope: scopeOf(source, deps.bridge),
    by: source.source,
  };
  const who = { phones: said.phone ? [said.phone] : [], emails: said.email ? [plainEmail(said.email)] : [] };
  await Promise.all([optOut(who, word, deps), deps.sleep(ANSWERED_AFTER_MS)]);
  deps.log("info", "opt-out taken", { source: source.source, reason: said.kind });
  return answerTo(said);
}

/** A provider of text messages takes an answer with words for a message to send. */
const answerTo = ({ isMessage }: Said): HttpReply =>
  isMessage ? { status: 204 } : jsonReply(200, { status: "accepted" });

/**
 * By the source's key, as leads are let in; a page also by where it is.
 * @throws RejectedError 401 or 403
 */
async function proven(request: HttpRequest, { source, intake }: Source, deps: OptOutDoorDeps): Promise<IntakeSecrets> {
  const verify = (secrets: IntakeSecrets): IntakeSecrets => {
    if (intake.isPublic) intake.verify(request, secrets, deps.now());
    else verifySourceKey(request, secrets);
    return secrets;
  };
  const known = await deps.secretsFor(source);
  try {
    return verify(known);
  } catch (error) {
    if (!(error instanceof RejectedError && error.status === 401)) throw error;
    return verify(await deps.secretsFor(source, { newer: true }));
  }
}

/**
 * The key of a page is in the page: without a limit anybody could put all its numbers on the list. Who is turned away may
 * come again within the hour.
 * @throws RejectedError 429
 */
async function letFew(
  request: HttpRequest,
  { phone, email }: Pick<Extract<Said, { kind: "opt-out" | "sms" }>, "phone" | "email">,
  { source, intake }: Source,
  { visitorKey }: IntakeSecrets,
  { bridge, quotas, seeds, now }: OptOutDoorDeps,
): Promise<void> {
  if (!intake.isPublic) return;
  const { perHour, perVisitor } = bridge.limits(source);
  const [seed = ""] = await seeds();
  const [{ print: who } = { print: "" }] = printsOf(seed, {
    phones: phone ? [phone] : [],
    emails: email ? [email] : [],
  });
  const visitor = visitorOf(request.ip, visitorKey, now());
  const isFree = async (of: string, limit: number | undefined) =>
    limit === undefined || (await quotas.take({ of, at: now(), windowMs: timing.hour, limit, who }));
  const isLetIn =
    (visitor === undefined || (await isFree(`opt-out/visitor/${source}/${visitor}`, perVisitor))) &&
    (await isFree(`opt-out/source/${source}`, perHour));
  if (!isLetIn) throw new RejectedError(429, "Very many people were named from here; try again in an hour");
}
