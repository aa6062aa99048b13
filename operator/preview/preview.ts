import { type Bridge, bridgeOf, type Source } from "../../lambda/config/bridge.ts";
import { type BridgeConfig, type BridgeConfigInput, ConfigError, defineConfig } from "../../lambda/config/schema.ts";
import type { Connector } from "../../lambda/connectors/contract/connector.ts";
import type { Reading, SourceSecrets } from "../../lambda/connectors/contract/intake.ts";
import { connectors } from "../../lambda/connectors/index.ts";
import { newLead } from "../../lambda/lead/accept.ts";
import type { Lead } from "../../lambda/lead/lead.ts";
import type { LeadDraft, Why } from "../../lambda/lead/reader/draft.ts";
import { RejectedError } from "../../lambda/runtime/errors.ts";
import type { HttpReply, HttpRequest } from "../../lambda/runtime/http.ts";
import { errorReply } from "../../lambda/runtime/http-handler.ts";
import { acceptLead } from "../../lambda/steps/accept-lead/accept-lead.ts";
import { type Dialler, dialLead } from "../../lambda/steps/dial-lead/dial-lead.ts";
import { memoryStore } from "../../lambda/store/memory.ts";
import { Problem } from "../../lib/program/problem.ts";

/**
 * What the bridge would make of a request, found out by letting it: the request goes through the accepting and the
 * dialling step, with a store in memory and a Callingly that only listens.
 */

export interface PreviewOptions {
  readonly connector?: string | undefined;
  readonly country?: string | undefined;
  /** A source of the configuration, with its connector, country, settings and team. */
  readonly source?: string | undefined;
  readonly config?: BridgeConfig | undefined;
  /** What the vendor signs with: one secret for whatever is asked for, or several by name. */
  readonly secret?: string | Readonly<Record<string, string>> | undefined;
  readonly at: Date;
}

export interface Preview {
  readonly connector: string | null;
  readonly kind: string | null;
  readonly signature: "valid" | "invalid" | "none";
  readonly leads: readonly PreviewLead[];
  readonly why: Readonly<Record<string, Reason>>;
  readonly call: PreviewCall | readonly PreviewCall[] | null;
  readonly reply: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  };
}

type Value = string | null;
export interface PreviewLead {
  readonly first_name: Value;
  readonly last_name: Value;
  readonly phone_number: Value;
  readonly email: Value;
  readonly company: Value;
  readonly external_id: Value;
}

export interface Reason {
  /** Where in the request, or null when it is not about a place. */
  readonly path: Value;
  /** What was gone by: `mapping`, `type`, `name`, `shape`, `connector`, `bridge`. */
  readonly by: string;
  readonly reason: string;
}

export type PreviewCall = Readonly<Record<string, unknown>>;

/** @throws Problem when the options name what does not exist */
export async function preview(request: HttpRequest, options: PreviewOptions): Promise<Preview> {
  const chosen = choose(request, options);
  const bridge = bridgeFor(chosen, options);
  const source = bridge.source(chosen.source);
  if (!source) throw new Problem(`There is no source ${chosen.source}.`);
  const asked = withKey(request, chosen.source);
  const checked = checkSignature(asked, source, options);
  const reading = await readingOf(asked, source, checked.secrets);
  const accepted = await run(asked, bridge, checked.secrets, options);
  const drafts = reading.kind === "leads" ? reading.leads : [];
  const leads = drafts.map((draft) => newLead(draft, source, "preview", options.at));
  const calls = accepted.calls.map((call) => (options.source ? call : unrouted(call)));
  return {
    connector: source.connector,
    kind: reading.kind in KINDS ? (KINDS[reading.kind] ?? null) : reading.kind,
    signature: checked.signature,
    leads: leads.map(toPreviewLead),
    why: {
      connector: { path: null, by: "bridge", reason: chosen.reason },
      kind: { path: null, by: "connector", reason: reading.why },
      signature: { path: null, by: "connector", reason: checked.reason },
      ...Object.fromEntries(drafts.flatMap((draft, at) => reasonsOf(draft, leads[at], at, isMapped(options)))),
      ...(calls.length === 0 && { call: { path: null, by: "bridge", reason: noCall(reading, accepted) } }),
    },
    call: calls.length > 1 ? calls : (calls[0] ?? null),
    reply: { status: accepted.reply.status, headers: accepted.reply.headers ?? {}, body: accepted.reply.body ?? "" },
  };
}

/** Our words in those of the command line, where they differ. */
const KINDS: Readonly<Record<string, string | null>> = { leads: "lead", ignored: "ignore", refused: null };

// ── which connector ─────────────────────────────────────────────────────────────────────────────────────────────

interface Chosen {
  readonly connector: string;
  readonly source: string;
  readonly reason: string;
}

const intakes: readonly Connector[] = connectors.filter((connector: Connector) => connector.intake !== undefined);

function choose(request: HttpRequest, { connector, source, config }: PreviewOptions): Chosen {
  if (source !== undefined) {
    const configured = config?.sources[source];
    if (!configured)
      throw new Problem(
        `No source is called “${source}”. There are: ${Object.keys(config?.sources ?? {}).join(", ")}.`,
      );
    return { connector: configured.connector, source, reason: `the source “${source}” names it` };
  }
  if (connector !== undefined) {
    if (!intakes.some(({ key }) => key === connector)) {
      throw new Problem(
        `No connector for leads is called “${connector}”. There are: ${intakes.map(({ key }) => key).join(", ")}.`,
      );
    }
    return { connector, source: connector, reason: "it was named by --connector" };
  }
  const fitting = intakes.filter((each) => each.recognises?.(request) === true);
  // The registry begins with the connectors for everybody; one for a single vendor says more.
  const best = fitting.at(-1)?.key ?? "json";
  const others = fitting.map(({ key }) => key).filter((key) => key !== best);
  const reason =
    fitting.length === 0 ? "no connector recognises it, and this one reads anything" : "it recognises the request";
  return {
    connector: best,
    source: best,
    reason: others.length > 0 ? `${reason}, more closely than ${others.join(", ")}` : reason,
  };
}

function bridgeFor({ connector, source }: Chosen, { config, source: named, country }: PreviewOptions): Bridge {
  try {
    if (named !== undefined && config) {
      const configured = config.sources[named];
      return bridgeOf(
        country && configured
          ? defineConfig({
              ...config,
              sources: { ...config.sources, [named]: { ...configured, country } },
            } as BridgeConfigInput)
          : config,
      );
    }
    const sources = { [source]: { connector, account: "main", team: 1, ...(country && { country }) } };
    return bridgeOf(defineConfig({ accounts: { main: {} }, sources }));
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new Problem(`${error.message}\nIf it is about settings, name a configured source with --source.`);
  }
}

// ── the signature ───────────────────────────────────────────────────────────────────────────────────────────────

/** The key of a source proves the sender where nothing is signed. It is not what people ask about here. */
const PREVIEW_KEY = "key-of-the-preview";

const withKey = (request: HttpRequest, source: string): HttpRequest => ({
  ...request,
  headers: { ...request.headers, "x-bridge-key": PREVIEW_KEY },
  params: { source },
});

interface Checked {
  readonly signature: Preview["signature"];
  readonly reason: string;
  readonly secrets: SourceSecrets;
}

/** A signature holds when the right secret opens the door and another does not. */
function checkSignature(request: HttpRequest, source: Source, { secret, at }: PreviewOptions): Checked {
  let wasAsked = false;
  const valuesOf = (given: PreviewOptions["secret"]): SourceSecrets["values"] =>
    new Proxy({} as Record<string, string>, {
      get(_, name) {
        wasAsked = true;
        return typeof given === "string" || typeof name !== "string" ? given : given?.[name];
      },
    });
  const secretsWith = (given: PreviewOptions["secret"]): SourceSecrets => ({
    keys: [PREVIEW_KEY],
    values: valuesOf(given),
  });
  const refusal = (secrets: SourceSecrets): string | undefined => {
    try {
      source.intake.verify(request, secrets, at);
      return undefined;
    } catch (error) {
      if (error instanceof RejectedError) return error.message;
      throw error;
    }
  };
  const secrets = secretsWith(secret);
  const wrong = refusal(secrets);
  if (wrong !== undefined && wasAsked && secret !== undefined) {
    const next = "check the secret, that the body is byte for byte what was sent, and for an old request --at TIME";
    return { signature: "invalid", reason: `${wrong}; ${next}`, secrets };
  }
  if (wrong !== undefined)
    return { signature: "none", reason: wasAsked ? `${wrong}; give --secret FILE` : wrong, secrets };
  if (!wasAsked) {
    return { signature: "none", reason: "this connector checks no signature; the source's key protects it", secrets };
  }
  if (secret === undefined) return { signature: "none", reason: "nothing was checked; give --secret FILE", secrets };
  const another = "another secret, which must not fit";
  const other =
    typeof secret === "string" ? another : Object.fromEntries(Object.keys(secret).map((name) => [name, another]));
  return refusal(secretsWith(other)) === undefined
    ? { signature: "none", reason: "the request is let in with any secret", secrets }
    : { signature: "valid", reason: "it was made with this secret, over these bytes, in time", secrets };
}

// ── what is read, and what becomes of it ────────────────────────────────────────────────────────────────────────

type Seen =
  | { readonly kind: "leads"; readonly leads: readonly LeadDraft[]; readonly why: string }
  | { readonly kind: Exclude<Reading["kind"], "leads"> | "handshake" | "refused"; readonly why: string };

async function readingOf(request: HttpRequest, source: Source, secrets: SourceSecrets): Promise<Seen> {
  if (source.intake.handshake?.(request, secrets))
    return { kind: "handshake", why: "the connector answers it before it looks for leads" };
  try {
    const reading: Reading = await source.intake.read(request, source.country);
    if (reading.kind !== "leads") return { kind: reading.kind, why: reading.why };
    return { kind: "leads", leads: reading.leads, why: "the connector reads a lead in it" };
  } catch (error) {
    if (error instanceof RejectedError) return { kind: "refused", why: error.message };
    throw error;
  }
}

interface Ran {
  readonly reply: HttpReply;
  readonly stored: readonly Lead[];
  readonly calls: readonly PreviewCall[];
}

async function run(request: HttpRequest, bridge: Bridge, secrets: SourceSecrets, { at }: PreviewOptions): Promise<Ran> {
  const store = memoryStore();
  const ids = new Set<string>();
  const now = () => at;
  let count = 0;
  const newId = () => `preview-${++count}`;
  const log = () => {};
  const measure = () => {};
  const add = (lead: Lead) => {
    ids.add(lead.id);
    return store.leads.add(lead);
  };
  const leads = { ...store.leads, add };
  const reply = await acceptLead(request, {
    bridge,
    leads,
    secretsFor: async () => ({ ...secrets, visitorKey: "preview" }),
    now,
    newId,
    log,
    measure,
  }).catch((error) => errorReply(error, log));
  const calls: PreviewCall[] = [];
  const callingly: Dialler = {
    tokenPrint: "preview",
    async createCall(input) {
      calls.push({ ...input });
      return { kind: "placed", callId: String(calls.length) };
    },
  };
  const timeLeftMs = () => 600_000;
  const turns = { take: async () => undefined, slowDown: async () => undefined };
  const callinglyFor = async () => callingly;
  const openPlatform = async () => undefined;
  const dialDeps = {
    bridge,
    store,
    callinglyFor,
    turns,
    openPlatform,
    now,
    newId,
    timeLeftMs,
    patienceMs: () => 0,
    isSuppressed: async () => false,
    log,
    measure,
  };
  for (const id of ids) await dialLead(id, dialDeps);
  const stored = await Promise.all([...ids].map((id) => store.leads.find(id)));
  return { reply, stored: stored.filter((lead) => lead !== undefined), calls };
}

/** Without a configured source nobody knows which team rings, nor by which ref the lead will be known. */
const unrouted = (call: PreviewCall): PreviewCall => ({ ...call, team_id: null, crm_id: null, source: null });

function noCall(reading: { readonly kind: string; readonly why: string }, { reply, stored }: Ran): string {
  if (reply.status >= 400) return `the request is answered with ${reply.status}, and nothing is stored`;
  if (reading.kind !== "leads") return "there is nobody to call";
  const reasons = [...new Set(stored.map(({ state, reason }) => (reason ? `${state}: ${reason}` : state)))];
  return `the lead is stored and not dialled (${reasons.join(", ") || "nothing stored"})`;
}

const toPreviewLead = ({ person, externalId }: Lead): PreviewLead => ({
  first_name: person.firstName ?? null,
  last_name: person.lastName ?? null,
  phone_number: person.phone ?? null,
  email: person.email ?? null,
  company: person.company ?? null,
  external_id: externalId ?? null,
});

/** Whether the configuration says itself where fields are. */
const isMapped = ({ source, config }: PreviewOptions): boolean =>
  source !== undefined && config?.sources[source]?.settings.mapping !== undefined;

/** Of who gave no name: Callingly wants both. */
const unnamed: Readonly<Record<"first_name" | "last_name", Reason>> = {
  first_name: { path: null, by: "bridge", reason: "none was given; Callingly is told Unknown, as it wants one" },
  last_name: { path: null, by: "bridge", reason: "none was given; Callingly is told Lead, as it wants one" },
};

/** Why each field of a lead is what it is; fields of further leads begin with the lead's number. */
function reasonsOf(draft: LeadDraft, lead: Lead | undefined, at: number, mapped: boolean): [string, Reason][] {
  const { why = {} } = draft;
  const found = lead && toPreviewLead(lead);
  const isSplit = !draft.firstName && !draft.lastName;
  const about: Record<keyof PreviewLead, Why | undefined> = {
    first_name: isSplit ? why.fullName : why.firstName,
    last_name: isSplit ? why.fullName : why.lastName,
    phone_number: why.phone,
    email: why.email,
    company: why.company,
    external_id: why.externalId,
  };
  const own: Reason = { path: null, by: "connector", reason: "the connector knows where it is" };
  const reasons = Object.entries(about).flatMap(([field, reason]): [string, Reason][] => {
    const value = found?.[field as keyof PreviewLead];
    const undialable = field === "phone_number" && value === null && draft.phone;
    if (undialable) {
      const told = "no such number can be dialled; a number without country code is taken for one of --country";
      return [[field, { path: reason?.path ?? null, by: reason?.by ?? "connector", reason: told }]];
    }
    if (value === null)
      return lead?.person.phone && field in unnamed ? [[field, unnamed[field as keyof typeof unnamed]]] : [];
    if (value === undefined) return [];
    // Connectors name places with the same means as a mapping; where nobody has written one, it is theirs.
    const isConnectors = reason?.by === "mapping" && !mapped;
    return [
      [field, isConnectors ? { path: reason.path, by: "connector", reason: "the connector says so" } : (reason ?? own)],
    ];
  });
  if (why.consent) reasons.push(["consent", { ...why.consent }]);
  return reasons.map(([field, reason]) => [at === 0 ? field : `leads.${at}.${field}`, reason]);
}
