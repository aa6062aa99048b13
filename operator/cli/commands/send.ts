import { setTimeout as pause } from "node:timers/promises";
import { Command, Option } from "commander";
import * as z from "zod";
import { isEnd, type Lead } from "../../../lambda/lead/lead.ts";
import { reasonWords } from "../../../lambda/lead/reasons.ts";
import { Problem } from "../../../lib/program/problem.ts";
import { type ListedSource, listSources, sourceNamed } from "../../sources/list-sources.ts";
import type { Stage } from "../../stage/stage.ts";
import { agreed, type Cli, type Result, type StageOptions, stageCommand } from "../command.ts";

interface Options extends StageOptions {
  readonly phone: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email?: string;
  readonly company?: string;
  readonly as: "auto" | "form" | "json";
  readonly wait: boolean;
  readonly yes?: true;
}

export interface SendDeps {
  readonly fetch: typeof fetch;
  readonly sleep: (ms: number) => Promise<unknown>;
}

/** A test lead, as any sender sends one. */
export const sendCommand = (cli: Cli, deps: SendDeps = { fetch, sleep: pause }): Command =>
  stageCommand<Options>(
    cli,
    new Command("send")
      .description("Sends a test lead to a source as any sender would, and follows it until it is called or waits.")
      .argument("<source>", "the source's name")
      .option("--phone <number>", "whom to call; default a number that belongs to nobody", "+12025550100")
      .option("--first-name <name>", "", "Test")
      .option("--last-name <name>", "", "Lead")
      .option("--email <address>")
      .option("--company <name>")
      .addOption(
        new Option("--as <kind>", "how it is posted; auto: as a form to html-form, else as JSON")
          .choices(["auto", "form", "json"])
          .default("auto"),
      )
      .option("--no-wait", "do not follow it")
      .option("--yes", "do not ask before a deployed bridge rings a person"),
    (stage, options, [source = ""]) => send(cli, stage, source, options, deps),
  );

async function send(cli: Cli, stage: Stage, source: string, options: Options, deps: SendDeps): Promise<Result> {
  const listed = sourceNamed(await listSources(stage), source);
  const { phone, firstName, lastName } = options;
  const who = `${firstName} ${lastName} at ${phone}`;
  if (!stage.standIn) {
    const question = `The bridge ${stage.name} (${stage.place}) will have the team ${listed.team} rung, and then ${who}. Send it?`;
    if (!(await agreed(cli, options.yes, question)))
      return { data: { sent: false }, text: "Nothing was sent.", ok: false };
  }
  const sentAt = stage.now();
  const answer = await post(listed, options, deps);
  const text = `${listed.source} answered ${answer.status}: ${answer.words}`;
  const accepted = { source, http_status: answer.status, status: answer.word, lead_id: answer.leadId ?? null };
  if (answer.status >= 300 || answer.leadId === undefined) {
    const ok = answer.status < 300;
    return { data: { ...accepted, steps: [] }, text: ok ? text : `${text}${whatElse(listed)}`, ok };
  }
  if (!options.wait) return { data: { ...accepted, steps: [] }, text };
  const seen = await follow(cli, stage, answer.leadId, sentAt, deps);
  const steps = seen.history.map(({ at, state, reason }) => ({ at, state, reason: reason ?? null }));
  const isCalled = ["placed", "completed", "merged"].includes(seen.state);
  return {
    data: { ...accepted, state: seen.state, reason: seen.reason ?? null, steps },
    text: [text, ...seen.history.map((step) => stepLine(step, sentAt)), seen.verdict].join("\n"),
    ok: isCalled,
  };
}

/** Connectors that take plain fields from anybody who has the key. */
const PLAIN = ["html-form", "json"];

const whatElse = ({ connector }: ListedSource): string =>
  PLAIN.includes(connector)
    ? ""
    : `\nThis source reads what ${connector} itself sends: use its own test button, or look at a request of it with bridge preview.`;

// ── sending ─────────────────────────────────────────────────────────────────────────────────────────────────────

const AnswerSchema = z.object({
  status: z.union([z.string(), z.number()]).optional(),
  lead_id: z.string().optional(),
  title: z.string().optional(),
  errors: z.record(z.string(), z.unknown()).optional(),
});

async function post({ connector, url }: ListedSource, options: Options, { fetch }: SendDeps) {
  const { phone, firstName, lastName, email, company } = options;
  const given = { first_name: firstName, last_name: lastName, phone, email, company };
  const fields = Object.fromEntries(
    Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  const asForm = options.as === "form" || (options.as === "auto" && connector === "html-form");
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
  return {
    status: response.status,
    word: typeof parsed?.status === "string" ? parsed.status : null,
    leadId: parsed?.lead_id,
    words: [parsed?.title ?? parsed?.status ?? "(no words)", parsed?.lead_id, ...wrong].filter(Boolean).join(" · "),
  };
}

// ── along its path ──────────────────────────────────────────────────────────────────────────────────────────────

const LOOK_EVERY_MS = 250;
const PATIENCE_MS = 90_000;

interface Seen {
  readonly state: Lead["state"];
  readonly reason: Lead["reason"];
  readonly history: Lead["history"];
  readonly verdict: string;
}

async function follow(
  { terminal }: Cli,
  { store }: Stage,
  leadId: string,
  sentAt: Date,
  { sleep }: SendDeps,
): Promise<Seen> {
  let lead = await store.leads.find(leadId);
  for (let waited = 0; waited < PATIENCE_MS && (lead === undefined || isOnItsWay(lead)); waited += LOOK_EVERY_MS) {
    terminal.progress(`${lead?.state ?? "not visible yet"} …`);
    await sleep(LOOK_EVERY_MS);
    lead = await store.leads.find(leadId);
  }
  if (!lead) throw new Problem(`The lead ${leadId} was accepted and cannot be found in the table.`);
  return { state: lead.state, reason: lead.reason, history: lead.history, verdict: verdictOn(lead, sentAt) };
}

const isOnItsWay = ({ state, reason }: Lead): boolean =>
  state === "dialing" || (state === "ready" && reason !== "outside-hours" && reason !== "called-too-often");

function verdictOn({ state, reason, callIdGuess, callId = callIdGuess, history }: Lead, sentAt: Date): string {
  const why = reason ? `: ${reasonWords[reason]}` : "";
  const called = history.find((step) => step.state === "placed");
  if (called) return `Called ${after(called.at, sentAt)} after it was sent${callId ? `, call ${callId}` : ""}.`;
  if (state === "merged") return `It ended as merged${why}. To be called, send it with another number: --phone.`;
  if (isEnd(state)) return `It ended as ${state}${why}.`;
  return `It is ${state}${why}. See it: bridge leads list`;
}

const stepLine = ({ at, state, reason }: Lead["history"][number], sentAt: Date): string =>
  `  +${after(at, sentAt).padEnd(8)} ${state}${reason ? ` (${reasonWords[reason]})` : ""}`;

const after = (at: string, sentAt: Date): string =>
  `${(Math.max(Date.parse(at) - sentAt.getTime(), 0) / 1_000).toFixed(2)} s`;
