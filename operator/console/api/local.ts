import * as z from "zod";
import { maskPhone } from "../../../lambda/lead/reader/phone.ts";
import { namedOrigins } from "../../../lambda/runtime/env.ts";
import { nodeSend } from "../../../lambda/runtime/http-client.ts";
import { Problem } from "../../../lib/program/problem.ts";
import { asTyped } from "../../../lib/program/typed.ts";
import type { PathShape } from "../../shapes/path.ts";
import { listSources, sourceNamed } from "../../sources/list-sources.ts";
import { sendQuestion } from "../../sources/send-lead.ts";
import { askLocal, followLocal, localBridge, reach } from "../local-bridge.ts";
import { asks, type Context, changes, reads, rings } from "../route.ts";
import { ringsIn, shownFaults } from "../stand-in-words.ts";

/**
 * What only the bridge of `npm start` has: forms to try, the path of each lead as it goes, the requests at its door, and
 * the hand that moves the Callingly stand-in.
 */

/** Where calls of a source are planned or booked. */
interface PlansPlace {
  readonly title: string;
  readonly can_finish: boolean;
  readonly kinds: readonly {
    readonly name: string;
    /** What somebody does who plans one. */
    readonly words: string;
    /** Why none is called, and what changes that. */
    readonly off?: string;
  }[];
}

interface DemoBridge {
  readonly callingly: { readonly url: string; readonly stand_in: boolean };
  readonly sources: Readonly<
    Record<
      string,
      {
        readonly url: string;
        readonly connector: string;
        readonly contacts_in?: string;
        readonly plans?: PlansPlace;
      }
    >
  >;
}

const here = ({ console, stage }: Pick<Context, "console" | "stage">) => localBridge(console.local, stage);

const bridgeOf = (context: Context) => askLocal<DemoBridge>(here(context), "/api/bridge");

export const demo = reads(z.object({}), async (_, context) => {
  const { callingly, sources } = await bridgeOf(context);
  return {
    stand_in: callingly.stand_in,
    callingly_url: callingly.url,
    sources: Object.entries(sources).map(([source, { url, connector, contacts_in, plans }]) => ({
      source,
      /** Holds the key that opens the source: not for who may see no personal data. */
      url: context.console.isMasked ? null : url,
      connector,
      contacts_in: contacts_in ?? null,
      plans: plans && {
        title: plans.title,
        can_finish: plans.can_finish,
        kinds: plans.kinds.map(({ name, words, off }) => ({
          kind: name,
          words,
          off: off === undefined ? null : asTyped(off, context.console.typed),
        })),
      },
    })),
  };
});

export const PersonSchema = z.object({
  source: z.string(),
  first_name: z.string().max(200),
  last_name: z.string().max(200),
  email: z.string().max(200),
  phone: z.string().max(200),
});

/** What is asked before somebody is entered who may be rung; null where nobody is really called. */
export const askTry = asks(PersonSchema.extend({ way: z.enum(["visit", "contact"]) }), async (wanted, context) => {
  const { source, phone, first_name: firstName, last_name: lastName, email } = wanted;
  const { stage } = context;
  const listed = stage.standIn ? undefined : sourceNamed(await listSources(stage), source);
  const lead = { phone, firstName, lastName, email, as: "auto" } as const;
  return { shown: { question: (listed && sendQuestion(stage, listed, lead)) ?? null }, agreed: wanted };
});

/** A visitor sends a form, or somebody saves a contact in a CRM that is played here. */
export const tryIt = rings(askTry, ({ way, ...person }, context) =>
  way === "visit" ? visit(person, context) : contact(person, context),
);

type Person = z.output<typeof PersonSchema>;

interface Tried {
  readonly status: number;
  /** What a visitor reads. */
  readonly page: string | null;
}

/** Posted to the source's own address, as a browser would. */
async function visit({ source, ...person }: Person, context: Context): Promise<Tried> {
  const { sources } = await bridgeOf(context);
  const url = Object.hasOwn(sources, source) ? sources[source]?.url : undefined;
  if (url === undefined) throw new Problem(`There is no source "${source}".`);
  // Not by fetch, which says of itself that it is a script's: those get an answer in JSON.
  const answer = await nodeSend({ mayBePrivate: namedOrigins(url) })({
    method: "POST",
    url,
    headers: { accept: "text/html", "content-type": "application/x-www-form-urlencoded" },
    body: String(new URLSearchParams(person)),
    timeoutMs: 30_000,
    maxResponseBytes: 200_000,
    freshConnection: true,
  });
  if (answer.kind !== "answered") throw new Problem(`The source "${source}" does not answer.`);
  return { status: answer.status, page: answer.body };
}

/** The CRM then sends it to the bridge. */
async function contact({ source, first_name, last_name, email, phone }: Person, context: Context): Promise<Tried> {
  const body = JSON.stringify({ firstname: first_name, lastname: last_name, email, phone });
  const answer = await reach(here(context), `/api/contacts/${encodeURIComponent(source)}`, { method: "POST", body });
  return { status: answer.status, page: null };
}

export const reviewCase = changes(z.object({}), async (_, context) =>
  askLocal<{ readonly lead_id: string }>(here(context), "/api/review-case", { method: "POST" }),
);

type Path = Omit<PathShape, "isOver">;

export type LivePart = { readonly path: Path } | { readonly refused: true };

/** The path of every lead, each as it changes, until the page goes: parts of an answer that does not end. */
export const follow = reads(z.object({}), async (_, { part, signal, personal, ...context }) => {
  const shown = (path: Path): Path =>
    personal ? path : { ...path, name: "", phone: path.phone && maskPhone(path.phone) };
  for await (const { event, data } of followLocal(here(context), "/api/path", signal))
    part(event === "refused" ? { refused: true } : { path: shown(JSON.parse(data)) });
});

interface CrmRecord {
  readonly crm: string;
  readonly name: string;
  readonly phone: string;
  readonly email: string;
  readonly summary: string;
  readonly calls: readonly {
    readonly id: string;
    readonly outcome?: string;
    readonly seconds?: number;
    readonly recordingUrl?: string;
    readonly startedAt?: string;
    readonly kept?: Readonly<Record<string, unknown>>;
  }[];
}

/** What the CRMs that are played here hold, the newest first, and what no function could work on. */
export const records = reads(z.object({}), async (_, { personal, ...context }) => {
  const [all, failures] = await Promise.all([
    askLocal<CrmRecord[]>(here(context), "/api/records"),
    askLocal<unknown[]>(here(context), "/api/failures"),
  ]);
  const lastOf = ({ calls }: CrmRecord) => calls.at(-1)?.startedAt ?? "9";
  const newest = all.toSorted((one, other) => lastOf(other).localeCompare(lastOf(one))).slice(0, 50);
  return {
    records: personal
      ? newest
      : newest.map(({ calls, ...record }) => ({
          ...record,
          name: "",
          email: "",
          phone: record.phone && maskPhone(record.phone),
          calls: calls.map(({ kept: _, recordingUrl: __, ...call }): CrmRecord["calls"][number] => call),
        })),
    failures: personal ? failures.map((failure) => JSON.stringify(failure, null, 2)) : [],
    failed: failures.length,
  };
});

interface Knock {
  readonly id: number;
  readonly at: string;
  readonly source?: string;
  readonly status: number;
  readonly why: string;
  readonly next: string;
  readonly isRefused: boolean;
}

/** The last requests at the door. */
export const door = reads(z.object({}), async (_, context) => ({
  requests: (await askLocal<Knock[]>(here(context), "/api/door")).map(({ isRefused, source, next, ...knock }) => ({
    ...knock,
    next: asTyped(next, context.console.typed),
    source: source ?? null,
    refused: isRefused,
  })),
}));

/** One of them as it came, but for its key. */
export const request = reads(z.object({ id: z.number().int() }), async ({ id }, { personal, ...context }) => {
  if (!personal) throw new Problem("A request holds what a person wrote: show personal data first ( s ).");
  const answer = await reach(here(context), `/api/door/${id}.http`);
  if (!answer.ok) throw new Problem("That request is not kept any more: the newest are.");
  return { text: await answer.text() };
});

/** A lead is stored within a moment of its request. */
const SAME_MOMENT_MS = 10_000;

/** The request with which a lead came, as far as it is still kept: the bridge of this machine keeps the last ones. */
export const requestOf = reads(z.object({ lead_id: z.string().max(100) }), async ({ lead_id }, context) => {
  const { stage, personal } = context;
  if (!personal) throw new Problem("A request holds what a person wrote: show personal data first ( s ).");
  const lead = await stage.store.leads.find(lead_id);
  if (!lead) throw new Problem(`${lead_id} is not in the table any more.`);
  const distance = ({ at }: Knock) => Math.abs(Date.parse(at) - Date.parse(lead.receivedAt));
  const [nearest] = (await askLocal<Knock[]>(here(context), "/api/door"))
    .filter((knock) => knock.source === lead.source && !knock.isRefused && distance(knock) < SAME_MOMENT_MS)
    .sort((one, other) => distance(one) - distance(other));
  const answer = nearest && (await reach(here(context), `/api/door/${nearest.id}.http`));
  return { source: lead.source, text: answer?.ok ? await answer.text() : null };
});

/** The Callingly that rings nobody: what it rang, and which misfortunes wait in it. */
export const standIn = reads(z.object({}), async (_, context) => {
  const { callingly } = await bridgeOf(context);
  if (!callingly.stand_in) return { stand_in: false as const };
  const played = { address: callingly.url };
  const [rings, faults, switches] = await Promise.all([
    askLocal<Parameters<typeof ringsIn>[0]>(played, "/_standin/rings"),
    askLocal<Parameters<typeof shownFaults>[0]>(played, "/_standin/faults"),
    askLocal<Record<string, unknown>>(played, "/_standin/switches"),
  ]);
  return {
    stand_in: true as const,
    url: callingly.url,
    rings: ringsIn(rings, context.personal),
    faults: shownFaults(faults),
    speed: Number(switches.speed),
  };
});

/** Misfortunes that can be tried at the press of a button, as Callingly's world has them. */
const faults = {
  "answer-lost": { method: "POST", path: "/v1/calls", commit: "before", reply: "reset" },
  "refuses-calls": { method: "POST", path: "/v1/calls", commit: "never", reply: { status: 422, body: {} } },
  busy: { method: "POST", path: "/v1/calls", commit: "never", reply: { status: 429, headers: { "retry-after": "5" } } },
  down: { commit: "never", reply: { status: 503 }, count: 20 },
} as const;

export const addFault = changes(
  z.object({ fault: z.enum(Object.keys(faults) as [keyof typeof faults, ...(keyof typeof faults)[]]) }),
  async ({ fault }, context) => {
    await moveStandIn(context, "POST", "faults", faults[fault]);
    return { added: fault };
  },
);

export const clearFaults = changes(z.object({}), async (_, context) => {
  await moveStandIn(context, "DELETE", "faults");
  return { cleared: true };
});

/** How the next calls end, whoever is called. */
export const scriptOutcome = changes(
  z.object({ outcome: z.enum(["contacted", "voicemail", "missed", "busy", "removed", "error"]) }),
  async ({ outcome }, context) => {
    await moveStandIn(context, "POST", "outcomes", { outcomes: [outcome] });
    return { scripted: outcome };
  },
);

export const setSpeed = changes(z.object({ speed: z.number().min(0.1).max(1_000) }), async ({ speed }, context) => {
  await moveStandIn(context, "PATCH", "switches", { speed });
  return { speed };
});

async function moveStandIn(context: Context, method: string, control: string, body?: unknown): Promise<void> {
  const { callingly } = await bridgeOf(context);
  if (!callingly.stand_in)
    throw new Problem("This bridge calls through Callingly itself: nothing of it is moved here.");
  await askLocal({ address: callingly.url }, `/_standin/${control}`, { method, ...(body !== undefined && { body }) });
}
