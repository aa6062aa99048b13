import { type Bridge, bridgeOf, type Source } from "../../lambda/config/bridge.ts";
import { type BridgeConfigInput, ConfigError, defineConfig } from "../../lambda/config/schema.ts";
import type { Reading, SourceSecrets } from "../../lambda/connectors/contract/intake.ts";
import { newLead } from "../../lambda/lead/accept.ts";
import type { Lead } from "../../lambda/lead/lead.ts";
import type { LeadDraft } from "../../lambda/lead/reader/draft.ts";
import { without } from "../../lambda/lead/wait.ts";
import { RejectedError } from "../../lambda/runtime/errors.ts";
import type { HttpRequest } from "../../lambda/runtime/http.ts";
import { unpacked } from "../../lambda/runtime/unpack.ts";
import { Problem } from "../../lib/program/problem.ts";
import { withMoment } from "../leads/asked-time.ts";
import { configuredOnly, readFacts } from "../leads/read-facts.ts";
import { type WholeVerdict, wholeVerdict } from "../leads/whole-verdict.ts";
import { checkSignature, withKey } from "./check-signature.ts";
import { type Chosen, chooseConnector } from "./choose-connector.ts";
import { reasonsOf, toPreviewLead } from "./reasons.ts";
import { type Ran, rehearse } from "./rehearse.ts";
import type { Preview, PreviewCall, PreviewOptions } from "./shape.ts";

/** Shows how the bridge would handle a request, by running its own steps on it. */

/** @throws Problem when the options name what does not exist */
export async function preview(request: HttpRequest, options: PreviewOptions): Promise<Preview> {
  const chosen = chooseConnector(request, options);
  const bridge = bridgeFor(chosen, options);
  const source = bridge.source(chosen.source);
  if (!source) throw new Problem(`There is no source ${chosen.source}.`);
  const asked = withKey(request, chosen.source);
  const checked = checkSignature(asked, source, options);
  const reading = await readingOf(asked, source, checked.secrets);
  // The call is shown as it leaves when its hour has come; whether that is now, the verdict says.
  const accepted = await rehearse(asked, atAnyHour(bridge), checked.secrets, options.at);
  const drafts = reading.kind === "leads" ? reading.leads : [];
  const leads = drafts.map((draft) => withMoment(newLead(draft, source, "preview", options.at), { bridge }));
  const calls = accepted.calls.map((call) => (options.source ? call : unrouted(call)));
  return {
    connector: source.connector,
    kind: reading.kind in KINDS ? (KINDS[reading.kind] ?? null) : reading.kind,
    signature: checked.signature,
    leads: leads.map((lead) => toPreviewLead(options.source ? lead : without(lead, "consent"))),
    why: {
      connector: { path: null, by: "bridge", reason: chosen.reason },
      kind: { path: null, by: "connector", reason: reading.why },
      signature: { path: null, by: "connector", reason: checked.reason },
      ...Object.fromEntries(drafts.flatMap((draft, at) => reasonsOf(draft, leads[at], at, isMapped(options)))),
      ...(calls.length === 0 && { call: { path: null, by: "bridge", reason: noCall(reading, accepted) } }),
    },
    ...(leads.some(({ extra }) => Object.keys(extra).length > 0) && { extra: leads.map(({ extra }) => extra) }),
    // Without a source nobody knows which hours hold.
    ...(options.source && { mayRing: await Promise.all(leads.map((lead) => verdictOf(lead, bridge, options))) }),
    call: calls.length > 1 ? calls : (calls[0] ?? null),
    reply: { status: accepted.reply.status, headers: accepted.reply.headers ?? {}, body: accepted.reply.body ?? "" },
  };
}

/** With a stage, its list and its table are asked as the dialler asks them. */
async function verdictOf(lead: Lead, bridge: Bridge, { stage, at }: PreviewOptions): Promise<WholeVerdict> {
  const facts = stage ? await readFacts(lead, bridge, { ...stage, now: () => at }) : configuredOnly(lead, bridge);
  return wholeVerdict(lead, bridge, facts, at);
}

const atAnyHour = (bridge: Bridge): Bridge => ({
  ...bridge,
  hoursRules: (source) => ({ ...bridge.hoursRules(source), pack: "off" }),
});

/** Our words in those of the command line, where they differ. */
const KINDS: Readonly<Record<string, string | null>> = { leads: "lead", ignored: "ignore", refused: null };

function bridgeFor(
  { connector, source }: Chosen,
  { config, source: named, country, settings }: PreviewOptions,
): Bridge {
  try {
    if (named !== undefined && config) {
      const configured = config.sources[named];
      return bridgeOf(
        (country || settings) && configured
          ? defineConfig({
              ...config,
              sources: {
                ...config.sources,
                [named]: { ...configured, ...(country && { country }), ...(settings && { settings }) },
              },
            } as BridgeConfigInput)
          : config,
      );
    }
    // Whether somebody agreed is asked by the configuration of a source, which there is none of.
    const consent = { method: "button", text: "not configured" } as const;
    const sources = { [source]: { connector, account: "main", team: 1, consent, ...(country && { country }) } };
    return bridgeOf(defineConfig({ accounts: { main: {} }, sources }));
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new Problem(
      named === undefined ? `${error.message}\nIf it is about settings, name a configured source.` : error.message,
    );
  }
}

type Seen =
  | { readonly kind: "leads"; readonly leads: readonly LeadDraft[]; readonly why: string }
  | { readonly kind: Exclude<Reading["kind"], "leads"> | "handshake" | "refused"; readonly why: string };

async function readingOf(request: HttpRequest, source: Source, secrets: SourceSecrets): Promise<Seen> {
  try {
    if (source.intake.handshake?.(request, secrets))
      return { kind: "handshake", why: "the connector answers it before it looks for leads" };
    const reading: Reading = await source.intake.read(unpacked(request), source.country);
    if (reading.kind !== "leads") return { kind: reading.kind, why: reading.why };
    return { kind: "leads", leads: reading.leads, why: "the connector reads a lead in it" };
  } catch (error) {
    if (error instanceof RejectedError) return { kind: "refused", why: error.message };
    throw error;
  }
}

/** Without a configured source nobody knows which team rings, nor by which ref the lead will be known. */
const unrouted = (call: PreviewCall): PreviewCall => ({ ...call, team_id: null, crm_id: null, source: null });

function noCall(reading: { readonly kind: string; readonly why: string }, { reply, stored }: Ran): string {
  if (reply.status >= 400) return `the request is answered with ${reply.status}, and nothing is stored`;
  if (reading.kind !== "leads") return "there is nobody to call";
  const reasons = [...new Set(stored.map(({ state, reason }) => (reason ? `${state}: ${reason}` : state)))];
  return `the lead is stored and not dialled (${reasons.join(", ") || "nothing stored"})`;
}

/** Whether the configuration says itself where fields are. */
const isMapped = ({ source, config, settings }: PreviewOptions): boolean =>
  source !== undefined && (settings ?? config?.sources[source]?.settings)?.mapping !== undefined;
