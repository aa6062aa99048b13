import { CallinglyError } from "../../lambda/callingly/error.ts";
import type { AccountClient } from "../../lambda/callingly/for-account.ts";
import type { Team, Webhook } from "../../lambda/callingly/schemas.ts";
import { offsetMs } from "../../lambda/callingly/time.ts";
import type { Account } from "../../lambda/config/accounts.ts";
import type { BridgeConfig } from "../../lambda/config/schema.ts";
import { TransientError } from "../../lambda/runtime/errors.ts";
import { CallbackTokensSchema, callbackTokens } from "../../lambda/runtime/secret-shapes.ts";
import { addressOf, EVENT, isOurs, isWanted, nameOf } from "../../lambda/steps/reconcile/register-webhooks.ts";
import type { Stage } from "../stage/stage.ts";
import { bringIn } from "../words/bring-in.ts";
import { type Finding, fault, guarded, ok, skipped, warning } from "./finding.ts";
import { redialFindings } from "./redials.ts";

/** Checks an account by requests to Callingly that change nothing and ring nobody. */
export async function checkCallingly(stage: Stage): Promise<readonly Finding[]> {
  const looks = stage.bridge.accounts.map((account) =>
    guarded("Callingly token", async () => [...(await checkAccount(stage, account)), await checkClock(stage, account)]),
  );
  return (await Promise.all(looks)).flat();
}

async function checkAccount(stage: Stage, account: Account): Promise<Finding[]> {
  const { name, token } = account;
  const callingly = await stage.callinglyFor(account, { fresh: true }).catch((error: unknown) => {
    // That the secret cannot be read is a finding of its own.
    if (!(error instanceof TransientError)) throw error;
    return "unreadable" as const;
  });
  if (callingly === "unreadable")
    return [skipped("Callingly token", name, "The secret callingly-tokens cannot be read.")];
  if (!callingly) {
    return [
      fault(
        "Callingly token",
        name,
        `The secret callingly-tokens has no token "${token}", so nobody is rung for this account.`,
        `Make an API key at Callingly (Settings → API Keys) and write it: bridge secrets set callingly-tokens ${token}`,
      ),
    ];
  }
  const teams = await callingly.listTeams().catch((error: unknown) => error);
  if (!Array.isArray(teams)) return [refusal(teams, account)];
  return [
    ok("Callingly token", name, "Callingly takes it."),
    accountId(account, teams),
    ...(await checkTeams(callingly, account, teams, stage)),
    ...teams.flatMap((team) => redialFindings(team, sourcesOf(team, account, stage.config), stage)),
    ...(await guarded("webhook", () => checkWebhooks(stage, account, callingly))),
  ];
}

function refusal(error: unknown, { name, label = name, token, accountId }: Account): Finding {
  if (!(error instanceof CallinglyError)) throw error;
  const { status } = error;
  if (status === 401) {
    return fault(
      "Callingly token",
      name,
      "Callingly refuses the token.",
      `Make a new API key at Callingly (Settings → API Keys) and write it: bridge secrets set callingly-tokens ${token}`,
    );
  }
  if ((status === 403 || status === 404) && accountId !== undefined) {
    return fault(
      "Callingly account",
      name,
      `The token may not act for the account ${accountId}.`,
      `Correct accounts.${label}.accountId in the configuration: bridge callingly clients list shows the agency's clients.`,
    );
  }
  if (status === 403) {
    return fault(
      "Callingly account",
      name,
      "Callingly does not let this account in.",
      "Look at its state at Callingly.",
    );
  }
  return fault(
    "Callingly token",
    name,
    `Callingly does not answer as it should (${error.message}).`,
    "Leads wait until it does. Look again in a minute, and at Callingly's status.",
  );
}

function accountId({ name, label = name, accountId }: Account, teams: readonly Team[]): Finding {
  if (accountId === undefined)
    return skipped("Callingly account", name, "It is no agency's client: no accountId is set.");
  const others = teams.filter((team) => team.account_id !== undefined && team.account_id !== accountId);
  return others.length === 0
    ? ok("Callingly account", name, `The token may act for the client ${accountId}.`)
    : fault(
        "Callingly account",
        name,
        `Callingly answers for another account than ${accountId}.`,
        `Correct accounts.${label}.accountId in the configuration: bridge callingly clients list shows the agency's clients.`,
      );
}

// ── teams ───────────────────────────────────────────────────────────────────────────────────────────────────────

interface Wanted {
  readonly where: string;
  readonly team: number;
}

/** The settings that name a team of the account: its sources, and their routes. */
function wantedTeams({ sources, routes }: BridgeConfig, account: string): Wanted[] {
  const own = Object.entries(sources).filter(([, source]) => source.account === account);
  const ofRoutes = routes.flatMap(({ when, team }, index) =>
    own.some(([name]) => when.source === undefined || when.source === name) ? [{ where: `routes.${index}`, team }] : [],
  );
  return [...own.map(([name, { team }]) => ({ where: `sources.${name}`, team })), ...ofRoutes];
}

/** Those whose leads a team may ring, by a route as well. */
function sourcesOf({ id }: Team, { name }: Account, { sources, routes }: BridgeConfig): string[] {
  const routed = routes.some(({ team }) => String(team) === id);
  return Object.entries(sources).flatMap(([source, { account, team }]) =>
    account === name && (routed || String(team) === id) ? [source] : [],
  );
}

async function checkTeams(
  callingly: AccountClient,
  { name }: Account,
  teams: readonly Team[],
  stage: Stage,
): Promise<Finding[]> {
  const { config } = stage;
  const wanted = wantedTeams(config, name);
  const known = new Map(teams.map((team) => [team.id, team.name ?? team.id]));
  const listed = teams.map((team) => `${team.id} (${team.name ?? "no name"})`).join(", ") || "none";
  const ids = [...new Set(wanted.map(({ team }) => team))];
  const findings = ids.map(async (team) => {
    const where = wanted.flatMap((one) => (one.team === team ? [one.where] : [])).join(", ");
    if (!known.has(String(team))) {
      return fault(
        "team",
        String(team),
        `${where} names the team ${team}, which the account ${name} does not have. It has: ${listed}.`,
        `Write one of these as team at ${where} in the configuration, and ${bringIn(stage)}. Leads wait until then.`,
      );
    }
    const agents = await callingly.listTeamAgents(team);
    if (agents.length > 0)
      return ok(
        "team",
        String(team),
        `“${known.get(String(team))}” has ${countOf(agents.length, "agent")} (${where}).`,
      );
    return fault(
      "team",
      String(team),
      `“${known.get(String(team))}” has no agents, so nobody takes the calls of ${where}.`,
      `Add agents at Callingly, or: bridge callingly teams set-agents ${team} --agents …`,
    );
  });
  return Promise.all(findings);
}

const countOf = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;

// ── webhooks ────────────────────────────────────────────────────────────────────────────────────────────────────

async function checkWebhooks(
  { name: stage, callbackUrl, secrets }: Stage,
  { name }: Account,
  callingly: AccountClient,
): Promise<Finding[]> {
  if (callbackUrl === undefined)
    return [skipped("webhook", name, "Callingly cannot reach this bridge: results are asked for instead.")];
  const tokens = CallbackTokensSchema.safeParse(await secrets.read("callback-tokens"));
  if (!tokens.success) return [skipped("webhook", name, "The secret callback-tokens has no seed.")];
  const valid = callbackTokens(tokens.data, name, EVENT);
  const { here, target_url } = addressOf(callbackUrl, name, valid[0] ?? "");
  const all = await callingly.listWebhooks();
  const wanted = all.filter((webhook) => isWanted(webhook, target_url));
  const others = all.filter((webhook) => !wanted.includes(webhook));
  const [strays, strangers] = [
    others.filter((webhook) => isOurs(webhook, name, valid)),
    others.filter((webhook) => !isOurs(webhook, name, valid) && looksLikeOurs(webhook, here, nameOf(stage, name))),
  ];
  return [
    counted(wanted, name),
    ...strays.map((webhook) => left(webhook, name)),
    ...strangers.map((webhook) => strange(webhook, name, here)),
  ];
}

const byItself = "The bridge corrects that by itself within the hour, as long as its schedules run.";

function counted(wanted: readonly Webhook[], account: string): Finding {
  if (wanted.length === 1) return ok("webhook", account, "Registered once, for ended calls.");
  if (wanted.length === 0) {
    return fault(
      "webhook",
      account,
      "Callingly has no webhook of this bridge: results come late, when they are asked for.",
      byItself,
    );
  }
  const ids = wanted.map(({ id }) => id);
  return fault(
    "webhook",
    account,
    `The webhook is registered ${wanted.length} times (${ids.join(", ")}): every call is reported as often.`,
    `${byItself} Or remove all but one: bridge callingly webhooks delete ${ids.at(-1)}`,
  );
}

const looksLikeOurs = ({ target_url, name }: Webhook, here: string, ours: string): boolean =>
  target_url?.startsWith(here) === true || name === ours;

const hostOf = ({ target_url = "" }: Webhook): string =>
  URL.canParse(target_url) ? new URL(target_url).host : "no address";

/** Its address holds a token of this stage, which is not shown. */
function left(webhook: Webhook, account: string): Finding {
  const what = `reports to ${hostOf(webhook)} for this bridge, with a former address or token, for another event or with a filter`;
  return warning("webhook", account, `The webhook ${webhook.id} ${what}.`, byItself);
}

/** Under a token that this stage has not: another stage's, or left behind by one that is gone. */
function strange(webhook: Webhook, account: string, here: string): Finding {
  const where = webhook.target_url?.startsWith(here) ? "this bridge's own address" : hostOf(webhook);
  return warning(
    "webhook",
    account,
    `The webhook ${webhook.id} reports to ${where} under a token that does not belong to this stage.`,
    `If no other bridge needs it, remove it: bridge callingly webhooks delete ${webhook.id}`,
  );
}

// ── the clock ───────────────────────────────────────────────────────────────────────────────────────────────────

async function checkClock(stage: Stage, { name, label = name, timeZone }: Account): Promise<Finding> {
  const { store, now } = stage;
  const clock = await store.clocks.find(name);
  const { sure, doubt } = clock ?? {};
  if (sure === undefined) {
    const seen = doubt
      ? `Call ${doubt.callId} showed ${offsetText(doubt.offsetMinutes)}, and another lead's has to show it too. `
      : "";
    return warning(
      "clock",
      label,
      `How far the times of Callingly's API are ahead of UTC is not known yet. ${seen}Until then nothing is concluded from a list of calls where that matters: a dial of unclear fate goes to a person, and \`whenUnproven: "redial"\` is not obeyed. Times in the CRM are read as ${doubt ? "that call showed" : timeZone}.`,
      "The calls of two leads show it by themselves. To have one now: bridge doctor --ring-me +1…, with your own number.",
    );
  }
  const shown = offsetText(sure.offsetMinutes);
  if (doubt !== undefined) {
    return warning(
      "clock",
      label,
      `It was ${shown}, and call ${doubt.callId} showed ${offsetText(doubt.offsetMinutes)}. Until another lead's call settles it, a call that only one of the two would make ours goes to a person.`,
      "The next calls settle it by themselves.",
    );
  }
  if (offsetMs(new Date(sure.shownAt), timeZone) === sure.offsetMinutes * 60_000)
    return ok("clock", label, `${shown}, as call ${sure.callId} showed; ${timeZone} says the same.`);
  return warning(
    "clock",
    label,
    `Call ${sure.callId} showed ${shown}, which is not ${timeZone}. The bridge goes by what calls show, also when clocks change.`,
    `Write the account's zone at Callingly as accounts.${label}.timeZone in the configuration (today ${now().toISOString().slice(0, 10)} it is ${offsetText(offsetMs(now(), timeZone) / 60_000)} there), and ${bringIn(stage)}.`,
  );
}

function offsetText(minutes: number): string {
  const size = Math.abs(minutes);
  const time = `${Math.floor(size / 60)}:${String(size % 60).padStart(2, "0")}`;
  return `UTC${minutes < 0 ? "-" : "+"}${time}`;
}
