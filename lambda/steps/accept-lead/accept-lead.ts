import type { Bridge, Source } from "../../config/bridge.ts";
import { type AcceptedLead, type RefusalCode, refusalCodes } from "../../connectors/contract/intake.ts";
import { newLead } from "../../lead/accept.ts";
import type { Circumstances } from "../../lead/consent/read.ts";
import { hasIdentity } from "../../lead/identity.ts";
import type { Lead } from "../../lead/lead.ts";
import type { BridgeMeasure } from "../../lead/measure/metrics.ts";
import type { Outlook } from "../../lead/outlook.ts";
import { lastingPrint, visitorOf } from "../../lead/privacy/visitor.ts";
import type { LeadDraft } from "../../lead/reader/draft.ts";
import { isPossiblePhone } from "../../lead/reader/phone.ts";
import { rebooked, saidAgain, takenOver } from "../../lead/repeat.ts";
import { differing } from "../../lead/states.ts";
import { RejectedError } from "../../runtime/errors.ts";
import { type HttpReply, type HttpRequest, jsonReply } from "../../runtime/http.ts";
import type { Log } from "../../runtime/log.ts";
import { MAX_BODY_BYTES, TOO_LARGE, unpacked } from "../../runtime/unpack.ts";
import { changeLead } from "../../store/change.ts";
import type { LeadStore, RecordStore } from "../../store/store.ts";
import { mainOf } from "../main-of.ts";
import type { OptOutOf } from "../opt-out.ts";
import { askCaptcha, type CaptchaDeps, captchaRefusal, type Proof } from "./ask-captcha.ts";
import type { IntakeSecrets } from "./intake-secrets.ts";
import { takeEndedBookings } from "./take-ended-bookings.ts";
import { takeStops } from "./take-stops.ts";

/** Step 1: a request from a form or CRM becomes a stored lead, with one conditional write and nothing else. */

export interface AcceptDeps extends CaptchaDeps {
  readonly bridge: Pick<Bridge, "source" | "businessOf">;
  readonly leads: Pick<LeadStore, "add" | "find" | "save">;
  readonly records: Pick<RecordStore, "link" | "leadsOf" | "stop">;
  readonly optOut: OptOutOf;
  /** @param options.newer for a sender with an unknown key: an operator may have set a new one since they were read */
  readonly secretsFor: (source: string, options?: { newer?: boolean }) => Promise<IntakeSecrets>;
  /** What the visitor may be told of the call. Absent: nothing, as where no visitor reads an answer of ours. */
  readonly outlookOf?: ((lead: Lead, now: Date) => Outlook) | undefined;
  readonly now: () => Date;
  readonly newId: () => string;
  readonly log: Log;
  readonly measure: BridgeMeasure;
}

export async function acceptLead(request: HttpRequest, deps: AcceptDeps): Promise<HttpReply> {
  if (request.params.source === undefined) return jsonReply(200, { status: "ok" });
  const source = deps.bridge.source(request.params.source);
  if (!source) return tellOfNoSource(deps.log);
  return takeIn(request, source, deps).catch((error: unknown) => answerFailure(request, source, error, deps));
}

/**
 * A source that was taken away, or a guess. The sender gets a final answer: one that is asked to send again would do so
 * for days, and its owner is notified of a webhook that is refused sooner than of one that waits. The sender may have
 * made the name up, so the log goes without it.
 * @throws RejectedError 404, always
 */
function tellOfNoSource(log: Log): never {
  log("warn", "no such source", { status: 404 });
  throw new RejectedError(404, "Not found");
}

async function takeIn(request: HttpRequest, source: Source, deps: AcceptDeps): Promise<HttpReply> {
  const known = await deps.secretsFor(source.source);
  const entry = await letIn(request, source, known, deps.now()).catch(async (error: unknown) => {
    if (!isUnproven(error)) throw error;
    return letIn(request, source, await deps.secretsFor(source.source, { newer: true }), deps.now());
  });
  if (entry.handshake) return entry.handshake;
  const open = unpacked(request);
  const reading = await source.intake.read(open, source.country);
  const at = deps.now();
  const seen = circumstancesOf(request, source, entry.secrets.visitorKey);
  const outlook = (draft: LeadDraft | undefined) =>
    draft && source.intake.isPublic ? deps.outlookOf?.(newLead(draft, source, "", at, seen), at) : undefined;
  if (reading.kind !== "leads") {
    await takeEndedBookings(reading.ended ?? [], source, deps);
    deps.log("info", "no lead", { source: source.source, reason: reading.kind });
    return source.intake.reply(open, { kind: "nothing", why: reading.why, outlook: outlook(reading.shownAs) });
  }
  const visitor = source.intake.isPublic ? visitorOf(request.ip, entry.secrets.visitorKey, at) : undefined;
  const sender: Sender = { source, visitor, at, seen, proofs: reading.proofs ?? {}, secrets: entry.secrets };
  const leads = await Promise.allSettled(reading.leads.map((draft) => takeOne(draft, sender, deps)));
  const accepted = allOf(leads);
  // After its leads: one that came with it is stopped as well.
  await takeStops(reading.stops ?? [], source, deps);
  await takeEndedBookings(reading.ended ?? [], source, deps);
  return source.intake.reply(open, { kind: "accepted", leads: accepted, outlook: outlook(reading.leads[0]) });
}

/** @throws RejectedError when the request is not the sender's, or cannot be read */
async function letIn(request: HttpRequest, { intake }: Source, secrets: IntakeSecrets, now: Date) {
  const handshake = intake.handshake?.(request, secrets);
  if (handshake) return { handshake, secrets };
  const { methods = ["POST"] } = intake;
  if (!methods.includes(request.method)) throw new RejectedError(405, `Leads come by ${methods.join(", ")}`);
  if (request.body.byteLength > MAX_BODY_BYTES) throw new RejectedError(413, TOO_LARGE);
  intake.verify(request, secrets, now);
  return { secrets };
}

const isUnproven = (error: unknown): boolean =>
  error instanceof RejectedError && (error.status === 401 || error.status === 403);

/** Where a lead came from, and when: its hour and its visitor's belong together. With what shows that a person sent it. */
interface Sender extends Proof {
  readonly source: Source;
  readonly visitor: string | undefined;
  readonly at: Date;
  readonly seen: Circumstances;
}

/** What of a consent only the request shows. A builder's server tells it in fields of its own. */
const circumstancesOf = ({ ip, headers }: HttpRequest, { intake }: Source, key: string): Circumstances => ({
  isBrowser: intake.isPublic === true,
  ip,
  agent: headers["user-agent"],
  ...(intake.isPublic === true && { page: headers.referer }),
  printOf: (address) => lastingPrint(address, key),
});

async function takeOne(draft: LeadDraft, sender: Sender, deps: AcceptDeps): Promise<AcceptedLead> {
  const lead = toLead(draft, sender, deps);
  if (sender.source.captcha === undefined) return store(lead, draft, sender, deps);
  const known = await repeated(lead, draft, sender, deps);
  if (known) return known;
  const asked = await askCaptcha(lead, sender.source, sender, deps);
  if (asked !== "refused") return store(asked, draft, sender, deps);
  // A twin of a double click may have used the token, and been stored, while the vendor was asked.
  const twin = await repeated(lead, draft, sender, deps);
  if (twin) return twin;
  throw captchaRefusal();
}

/** @returns undefined for a lead that is new, or that would ring in the place of the one that is there */
async function repeated(lead: Lead, draft: LeadDraft, sender: Sender, deps: AcceptDeps) {
  const first = await deps.leads.find(lead.id);
  return first && !(await takesOver(first, lead, draft, sender, deps))
    ? noteRepeat(first, lead, draft, deps)
    : undefined;
}

/**
 * By now an attempt was made to store every lead of the request. One that could not be stored makes the sender repeat
 * them all; those that are stored count as repeats then.
 */
function allOf(leads: readonly PromiseSettledResult<AcceptedLead>[]): AcceptedLead[] {
  const failures = leads.flatMap((each): unknown[] => (each.status === "rejected" ? [each.reason] : []));
  if (failures.length > 0) throw failures.find((error) => !(error instanceof RejectedError)) ?? failures[0];
  return leads.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
}

/** @throws RejectedError 422 when there is no phone number and the sender can correct it */
function toLead(draft: LeadDraft, { source, visitor, at, seen }: Sender, { newId }: AcceptDeps): Lead {
  const lead = newLead(draft, source, newId(), at, seen);
  const isKept = draft.phoneIsDoubtful || isPossiblePhone(draft.phone ?? "", source.country);
  if (source.intake.invalidPhone === "refuse" && !isKept) {
    const code: RefusalCode = lead.reason === "no-phone" ? "no-phone" : "invalid-phone";
    const message = code === "no-phone" ? "Please enter a phone number" : "Please enter a valid phone number";
    throw new RejectedError(422, "Please check the form", { fields: { phone: message }, code });
  }
  return { ...lead, ...(visitor && { visitor }) };
}

async function store(lead: Lead, draft: LeadDraft, sender: Sender, deps: AcceptDeps): Promise<AcceptedLead> {
  const { leads, log, measure } = deps;
  const { source } = sender;
  // Where the CRM may stop it, it can be found before anybody can ring it.
  if (source.mayBeStopped && lead.record) await deps.records.link({ of: source.recordSpace, ...lead.record }, lead.id);
  const result = await leads.add(lead);
  const first = result.added ? undefined : result.first;
  const stored = first ? await takeOver(first, lead, draft, sender, deps) : lead;
  if (first && !stored) return noteRepeat(first, lead, draft, deps);
  measure({ Accepted: 1 });
  log("info", "lead accepted", { ...aboutLead(lead), state: stored?.state, reason: stored?.reason });
  return { id: lead.id, status: "accepted" };
}

const aboutLead = ({ id, source, account }: Lead) => ({ leadId: id, source, account });

async function noteRepeat(first: Lead, lead: Lead, draft: LeadDraft, deps: AcceptDeps): Promise<AcceptedLead> {
  const { leads, log, now } = deps;
  const milliseconds = now().getTime() - Date.parse(first.receivedAt);
  log("info", "lead repeated", { ...aboutLead(lead), milliseconds });
  if (draft.booking) await changeLead(leads, first, (current) => saidAgain(current, lead));
  // What a lead said is unknown once its personal data is erased.
  if (first.strippedAt === undefined && first.digest !== lead.digest) {
    if (draft.keyIsExplicit) throw new RejectedError(409, "The Idempotency-Key was used for another lead");
    await changeLead(leads, first, differing);
  }
  return { id: lead.id, status: "duplicate" };
}

/** The repeat of a lead that will never ring is a lead. @returns it as it is stored, or undefined */
async function takeOver(first: Lead, repeat: Lead, draft: LeadDraft, sender: Sender, deps: AcceptDeps) {
  const rule = await takeOverRule(first, repeat, draft, sender, deps);
  return rule && changeLead(deps.leads, first, rule, (current) => current.acceptId === repeat.acceptId);
}

/** The same without doing it. */
async function takesOver(first: Lead, repeat: Lead, draft: LeadDraft, sender: Sender, deps: AcceptDeps) {
  return (await takeOverRule(first, repeat, draft, sender, deps))?.(first) !== undefined;
}

/** @returns undefined where the sender says by its own id that it is the same request, and no appointment */
async function takeOverRule(
  first: Lead,
  repeat: Lead,
  draft: LeadDraft,
  { source: { fromStrangers } }: Sender,
  { leads, now }: Pick<AcceptDeps, "leads" | "now">,
): Promise<((current: Lead) => Lead | undefined) | undefined> {
  if (hasIdentity(draft)) return draft.booking ? (current) => rebooked(current, repeat, now()) : undefined;
  const main = await mainOf(first, leads);
  return (current) => takenOver(current, repeat, { main, fromStrangers }, now());
}

/** Our errors in the vendor's format: what to fix, or when to send it again. Nothing is lost silently. */
async function answerFailure(
  request: HttpRequest,
  source: Source,
  error: unknown,
  { log, measure }: AcceptDeps,
): Promise<HttpReply> {
  if (error instanceof RejectedError) {
    measure({ Rejected: 1, ...(isUnproven(error) && { SenderRefused: 1 }) });
    log("warn", "lead refused", { source: source.source, status: error.status, error });
    const { status, message, fields } = error;
    const code = refusalCodes.find((known) => known === error.code);
    return source.intake.reply(request, { kind: "rejected", status, title: message, fields, code });
  }
  log("error", "lead not stored", { source: source.source, error });
  return source.intake.reply(request, { kind: "again" });
}
