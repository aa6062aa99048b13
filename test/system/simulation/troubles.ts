import { demoTeamId } from "../../../stand-ins/callingly/seed.ts";
import type { Dice } from "./dice.ts";
import { bridgeUrl } from "./functions.ts";
import { type AccountName, accountIds, callbackToken, secondTeamId, tokens } from "./town.ts";
import { hearRequest, hour, minute, set, type World } from "./world.ts";

/** What happens to a whole world at a time: something breaks, and is mended later. */
export interface Trouble {
  /** The account it befalls, if it is only one. */
  readonly account?: AccountName;
  begin(world: World): unknown;
  end(world: World): unknown;
}

/** Troubles of one account, of which no other account may notice anything. */
export const accountTroubles = {
  "token revoked": {
    account: "second",
    begin: ({ callingly }) => callingly.tokens.delete(tokens.second),
    end({ callingly, secrets }) {
      callingly.tokens.set("canary-rotated-token", accountIds.second);
      secrets.tokens = { ...secrets.tokens, second: "canary-rotated-token" };
    },
  },
  "token missing": {
    account: "second",
    begin({ secrets }) {
      const { second: _, ...others } = secrets.tokens;
      secrets.tokens = others;
    },
    end({ secrets, callingly }) {
      const valid = callingly.tokens.has(tokens.second) ? tokens.second : "canary-rotated-token";
      secrets.tokens = { ...secrets.tokens, second: valid };
    },
  },
  "team deleted": teamDeleted("second", secondTeamId),
  "account closed": {
    account: "client-a",
    begin: (world) => setActive(world, false),
    end: (world) => setActive(world, true),
  },
} as const satisfies Readonly<Record<string, Trouble>>;

/** Troubles that everybody has. */
const commonTroubles: Readonly<Record<string, Trouble>> = {
  "team of the main account deleted": teamDeleted("main", demoTeamId),
  "no tick": { begin: set({ ticking: false }), end: set({ ticking: true }) },
  "no stream": { begin: set({ streaming: false }), end: set({ streaming: true }) },
  "nobody reaches us": {
    begin: set({ reachable: false }),
    end: set({ reachable: true }),
  },
  "no CRM": crmDown("ledger"),
  "no HubSpot": crmDown("hub"),
  "Callingly down": {
    begin: ({ callingly }) => callingly.faults.add({ count: "always", commit: "never", reply: { status: 503 } }),
    end: ({ callingly }) => callingly.faults.clear(),
  },
  "webhooks deleted": { begin: deleteWebhooks, end: () => undefined },
};

const troubles: readonly (readonly [string, Trouble])[] = [
  ...Object.entries<Trouble>(accountTroubles),
  ...Object.entries(commonTroubles),
];

/** Lets a trouble come and go. */
export function plan(world: World, name: string, { begin, end }: Trouble, from: number, until: number): void {
  const { time, story } = world;
  const happen = (at: number, what: string, act: (world: World) => unknown) =>
    time.after(at, () => {
      story.tell(time.now(), "fate", name, what);
      act(world);
    });
  happen(from, "begins", begin);
  happen(until, "ends", end);
}

/** Some troubles, at some time. @returns those that were drawn */
export function planSome(world: World, count: number, before: number, { pick, between }: Dice): void {
  for (let each = 0; each < count; each += 1) {
    const [name, trouble] = pick(troubles);
    const from = between(0, before - 10 * minute);
    plan(world, name, trouble, from, Math.min(from + between(5 * minute, 2 * hour), before));
  }
}

/** Somebody forges webhooks, with a token that leaked or without, and people use Callingly's dashboard. */
export function meddle(world: World, { pick, between }: Dice): void {
  const { callingly } = world;
  const account = pick(["main", "second"] as const);
  const token = pick([callbackToken(account), "guessed"]);
  const calls = callingly.records.all("call");
  const leads = callingly.records.all("lead");
  const id = calls.length > 0 ? calls[between(0, calls.length - 1)]?.id : 38_799_999;
  const forged = {
    id,
    status: "completed",
    lead_status: "contacted",
    recording_url: "https://evil.example/x.mp3",
    lead: { crm_id: between(1, 1e6) },
  };
  world.request(
    "hear",
    hearRequest(`${bridgeUrl}/callingly/${account}/call_completed/${token}`, JSON.stringify(forged)),
    () => undefined,
  );
  const lead = leads[between(0, Math.max(leads.length - 1, 0))];
  if (!lead) return;
  const body = { direction: pick(["inbound", "outbound"]), lead_id: lead.id };
  callingly.handle({ method: "POST", path: "/_standin/calls", query: {}, headers: {}, body: JSON.stringify(body) });
}

/** Somebody who has the webhook's address, and saw a lead's number at Callingly, tells that its call began at another time. */
export const tellsFalsely =
  (account: AccountName, phone: string, beganAgoMs: number) =>
  (world: World): void => {
    const { store, time } = world;
    const lead = store.allLeads().find(({ person }) => person.phone?.endsWith(phone.replace(/\D/g, "").slice(-10)));
    const forged = {
      id: lead?.callId,
      lead: { crm_id: lead?.ref },
      datetime: new Date(time.now() - beganAgoMs).toISOString(),
    };
    const url = `${bridgeUrl}/callingly/${account}/call_completed/${callbackToken(account)}`;
    world.request("hear", hearRequest(url, JSON.stringify(forged)), () => undefined);
  };

function teamDeleted(account: AccountName, id: number): Trouble {
  const kept = new WeakMap<World, NonNullable<ReturnType<World["callingly"]["records"]["get"]>>>();
  return {
    account,
    begin(world) {
      const team = world.callingly.records.get("team", id);
      if (!team) return;
      kept.set(world, team);
      world.callingly.act(({ records }) => records.remove("team", id));
    },
    end(world) {
      const team = kept.get(world);
      if (team) world.callingly.act(({ records }) => void records.put("team", team as never));
    },
  };
}

export function crmDown(name: string): Trouble {
  return { begin: ({ crms }) => crms.down.add(name), end: ({ crms }) => crms.down.delete(name) };
}

function setActive({ callingly }: World, is_active: boolean): void {
  callingly.act(({ records }) => {
    const account = records.get("account", accountIds["client-a"]);
    if (account) records.put("account", { ...account, is_active });
  });
}

function deleteWebhooks({ callingly }: World): void {
  callingly.act(({ records }) => {
    for (const { id } of records.all("webhook")) records.remove("webhook", id);
  });
}
