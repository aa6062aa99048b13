import * as z from "zod";
import { isEnd, type Lead } from "../../lambda/lead/lead.ts";
import { reasonWords } from "../../lambda/lead/reasons.ts";
import { Problem } from "../../lib/program/problem.ts";
import type { Stage } from "../stage/stage.ts";
import { span } from "../words/times.ts";
import type { ListedSource } from "./list-sources.ts";

/** A test lead, sent to a source as any sender would send it, and followed until it is called or waits. */

export interface TestLead {
  readonly phone: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email?: string | undefined;
  readonly company?: string | undefined;
  /** `auto`: as a form to html-form, else as JSON. */
  readonly as: "auto" | "form" | "json";
}

/** A number that belongs to nobody. */
export const NOBODYS_PHONE = "+12025550100";

export interface SendDeps {
  readonly fetch: typeof fetch;
  readonly sleep: (ms: number) => Promise<unknown>;
}

/** What is asked first; undefined where nobody is really called. */
export function sendQuestion(
  { name, place, standIn }: Stage,
  { team }: Pick<ListedSource, "team">,
  { firstName, lastName, phone }: TestLead,
): string | undefined {
  if (standIn) return undefined;
  return `The bridge ${name} (${place}) will have the team ${team} rung, and then ${firstName} ${lastName} at ${phone}. Send it?`;
}

/** What the door said. */
export interface DoorAnswer {
  readonly status: number;
  readonly word: string | null;
  readonly leadId: string | undefined;
  /** For people. */
  readonly words: string;
  readonly isTaken: boolean;
  /** What else to try, where the source takes no plain fields. */
  readonly instead: string | undefined;
}

const AnswerSchema = z.object({
  status: z.union([z.string(), z.number()]).optional(),
  lead_id: z.string().optional(),
  title: z.string().optional(),
  errors: z.record(z.string(), z.unknown()).optional(),
});

/** @throws Problem when nobody answers */
export async function sendLead(
  { source, connector, url }: ListedSource,
  { phone, firstName, lastName, email, company, as }: TestLead,
  { fetch }: Pick<SendDeps, "fetch">,
): Promise<DoorAnswer> {
  const given = { first_name: firstName, last_name: lastName, phone, email, company };
  const fields = Object.fromEntries(
    Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  const asForm = as === "form" || (as === "auto" && connector === "html-form");
  const body = asForm ? new URLSearchParams(fields).toString() : JSON.stringify(fields);
  const type = asForm ? "application/x-www-form-urlencoded" : "application/json";
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": type, accept: "application/json" },
    body,
    redirect: "manual",
  }).catch(() => {
    throw new Problem(`Nobody answers at ${new URL(url).origin}: is the bridge there?`);
  });
  const parsed = AnswerSchema.safeParse(await response.json().catch(() => undefined)).data;
  const wrong = Object.entries(parsed?.errors ?? {}).map(([field, message]) => `${field}: ${message}`);
  const said = [parsed?.title ?? parsed?.status ?? "(no words)", parsed?.lead_id, ...wrong].filter(Boolean).join(" · ");
  const isTaken = response.status < 300;
  return {
    status: response.status,
    word: typeof parsed?.status === "string" ? parsed.status : null,
    leadId: parsed?.lead_id,
    words: `${source} answered ${response.status}: ${said}`,
    isTaken,
    instead: isTaken ? undefined : insteadOf(response.status, connector),
  };
}

/** Connectors that take plain fields from anybody who has the key. */
const PLAIN = ["html-form", "json"];

function insteadOf(status: number, connector: string): string | undefined {
  if (status === 404) return NOT_THERE;
  return PLAIN.includes(connector) ? undefined : ownTest(connector);
}

const NOT_THERE =
  "The bridge that answers has no such source: it was started or deployed before the source was added. Deploy it, or start `npm start` again.";

const ownTest = (connector: string): string =>
  `This source reads what ${connector} itself sends: use its own test button, or look at a request of it with bridge preview.`;

// ── along its path ──────────────────────────────────────────────────────────────────────────────────────────────

const LOOK_EVERY_MS = 250;
const PATIENCE_MS = 90_000;

/** What became of a lead so far. */
export interface Followed {
  readonly state: Lead["state"];
  readonly reason: Lead["reason"];
  readonly history: Lead["history"];
  readonly isCalled: boolean;
  /** For people. */
  readonly verdict: string;
}

/**
 * Looks at a lead until it is called, waits for something, or has ended.
 * @param looked called with its state, each time
 * @throws Problem when it is not in the table
 */
export async function followLead(
  { store }: Pick<Stage, "store">,
  leadId: string,
  sentAt: Date,
  {
    sleep,
    looked,
    signal,
  }: Pick<SendDeps, "sleep"> & {
    readonly looked: (state: string) => void;
    /** Aborted when nobody waits for it any more. */
    readonly signal?: AbortSignal;
  },
): Promise<Followed> {
  let lead = await store.leads.find(leadId);
  for (let waited = 0; waited < PATIENCE_MS && (lead === undefined || isOnItsWay(lead)); waited += LOOK_EVERY_MS) {
    if (signal?.aborted) break;
    looked(lead?.state ?? "not visible yet");
    await sleep(LOOK_EVERY_MS);
    lead = await store.leads.find(leadId);
  }
  if (!lead) throw new Problem(`The lead ${leadId} was accepted and cannot be found in the table.`);
  const { state, reason, history } = lead;
  const isCalled = ["placed", "completed", "merged"].includes(state);
  return { state, reason, history, isCalled, verdict: verdictOn(lead, sentAt) };
}

const isOnItsWay = ({ state, reason }: Lead): boolean =>
  state === "dialing" || (state === "ready" && !(reason !== undefined && waitsForHour.has(reason)));

const waitsForHour: ReadonlySet<string> = new Set(["outside-hours", "called-too-often", "asked-time"]);

/** A lead that came so long before it was sent is an earlier one: clocks differ, and never by so much. */
const EARLIER_MS = 60_000;

function verdictOn(lead: Lead, sentAt: Date): string {
  const { state, reason, callIdGuess, callId = callIdGuess, history, receivedAt } = lead;
  const why = reason ? `: ${reasonWords[reason]}` : "";
  if (Date.parse(receivedAt) < sentAt.getTime() - EARLIER_MS)
    return `It is a repeat of a lead that came ${span(receivedAt, sentAt)} ago, which is ${state}${why}. To be called, send it with another number.`;
  const called = history.find((step) => step.state === "placed");
  if (called) return `Called ${secondsAfter(called.at, sentAt)} after it was sent${callId ? `, call ${callId}` : ""}.`;
  if (state === "merged") return `It ended as merged${why}. To be called, send it with another number: --phone.`;
  if (isEnd(state)) return `It ended as ${state}${why}.`;
  return `It is ${state}${why}. See it: bridge leads list`;
}

/** `0.42 s`. */
export const secondsAfter = (at: string, sentAt: Date): string =>
  `${(Math.max(Date.parse(at) - sentAt.getTime(), 0) / 1_000).toFixed(2)} s`;
