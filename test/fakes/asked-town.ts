import type { BridgeConfigInput } from "../../lambda/config/schema.ts";
import type { Decision } from "../../lambda/lead/decisions.ts";
import type { Lead } from "../../lambda/lead/lead.ts";
import { acceptLead } from "../../lambda/steps/accept-lead/accept-lead.ts";
import { dialLead } from "../../lambda/steps/dial-lead/dial-lead.ts";
import { changeLead } from "../../lambda/store/change.ts";
import { memoryStore } from "../../lambda/store/memory.ts";
import type { Store } from "../../lambda/store/store.ts";
import { decideLead } from "../../operator/leads/decide-lead.ts";
import { aBridge, aClock, aLog, aMeasure, aRequest, noPace, someIds } from "./bridge.ts";
import { minutes, noon, seconds } from "./leads.ts";
import { limitedTo } from "./limited-store.ts";
import { neverStopped } from "./never-stopped.ts";

/** A form, a booking page and a program, and the whole way from a request to a ring. It is 8:00 in New York. */

const KEY = "key-of-the-source";
const config: Partial<BridgeConfigInput> = {
  crms: {},
  sources: {
    website: { connector: "html-form", account: "main", team: 19230, hours: "requested", group: "shop" },
    busy: { connector: "html-form", account: "main", team: 19230, hours: "requested", limits: { perHour: 3 } },
    calendar: { connector: "calendly", account: "main", team: 19230, hours: "requested", group: "shop" },
    seats: { connector: "cal-com", account: "main", team: 19230, hours: "requested", group: "shop" },
    program: {
      connector: "json",
      account: "main",
      team: 19230,
      hours: "requested",
      group: "shop",
      settings: { mapping: { scheduledAt: "when", externalId: "id" } },
    },
  },
};

export function aTown() {
  const store = memoryStore();
  const clock = aClock(noon);
  const bridge = aBridge(config);
  const rung: { at: string; phone: string }[] = [];
  const limited = limitedTo("accept-lead", store);
  const log = aLog();
  const ids = new Set<string>();
  const secretsFor = async () => ({ keys: [KEY], values: {}, visitorKey: "visitors" });
  const newId = someIds("id");
  const leads = {
    ...limited.leads,
    add: (lead: Lead) => {
      ids.add(lead.id);
      return limited.leads.add(lead);
    },
  };
  const all = async () =>
    (await Promise.all([...ids].map((id) => store.leads.find(id)))).filter((lead) => lead !== undefined);
  const fuse = { writes: Number.POSITIVE_INFINITY };
  const dial = (id: string) =>
    dialLead(id, {
      bridge,
      store: untilItBurns(limitedTo("dial-lead", store), fuse),
      callinglyFor: async () => ({
        ...neverStopped,
        tokenPrint: "token",
        createCall: async ({ phone_number }) => {
          rung.push({ at: clock.now().toISOString(), phone: String(phone_number) });
          return { kind: "placed", callId: String(9000 + rung.length) };
        },
      }),
      turns: noPace,
      scrub: async () => "clear" as const,
      suppressionOf: async () => undefined,
      openPlatform: async () => undefined,
      now: clock.now,
      newId,
      timeLeftMs: () => 60 * seconds,
      patienceMs: () => 0,
      meetAgain: () => undefined,
      log,
      measure: aMeasure(),
    });
  const tick = async () => {
    for (const { id, dueFor, dueAt = "" } of await all())
      if (dueFor === "dial-lead" && dueAt <= clock.now().toISOString()) await dial(id);
  };
  return {
    store,
    clock,
    rung,
    all,
    tick,
    /** A tick whose worker dies after so many writes. @returns whether it did */
    async tickDyingAfter(writes: number): Promise<boolean> {
      fuse.writes = writes;
      const died = await tick().then(
        () => fuse.writes < 0,
        () => true,
      );
      fuse.writes = Number.POSITIVE_INFINITY;
      return died;
    },
    async post(source: string, body: object, more: Record<string, string> = {}) {
      const asForm = source === "website" || source === "busy";
      const reply = await acceptLead(
        aRequest(`/leads/${source}/${KEY}`, {
          headers: { ...more, "content-type": asForm ? "application/x-www-form-urlencoded" : "application/json" },
          body: asForm ? new URLSearchParams(body as Record<string, string>).toString() : JSON.stringify(body),
        }),
        {
          bridge,
          leads,
          records: limited.records,
          optOut: async () => undefined,
          secretsFor,
          now: clock.now,
          newId,
          log,
          measure: aMeasure(),
        },
      );
      if (reply.status >= 300) throw new Error(`${reply.status} ${reply.body}`);
    },
    /** As minutes of a tick pass. */
    async until(at: string | Date) {
      await tick();
      while (clock.now() < new Date(at)) {
        const left = new Date(at).getTime() - clock.now().getTime();
        const next = (await all())
          .flatMap(({ dueFor, dueAt }) => (dueFor === "dial-lead" && dueAt ? [Date.parse(dueAt)] : []))
          .filter((due) => due > clock.now().getTime())
          .sort((one, other) => one - other)[0];
        clock.pass(Math.min(left, next === undefined ? left : next - clock.now().getTime()));
        await tick();
      }
    },
    decide: async (lead: Lead, decision: Decision) => {
      clock.pass(minutes);
      return decideLead(lead.id, decision, "Robin Ashby", { bridge, store, now: clock.now, newId, log });
    },
    change: (lead: Lead, rule: (lead: Lead) => Lead | undefined) => changeLead(store.leads, lead.id, rule),
  };
}

const after = <T>(first: () => void, then: () => T): T => {
  first();
  return then();
};

/** A worker that dies writes nothing any more. */
function untilItBurns(store: Store, fuse: { writes: number }): Store {
  const write = () => {
    fuse.writes -= 1;
    if (fuse.writes < 0) throw new Error("the worker is dead");
  };
  const { leads, phones } = store;
  return {
    ...store,
    leads: { ...leads, save: async (lead) => after(write, () => leads.save(lead)) },
    phones: {
      ...phones,
      save: async (...args) => after(write, () => phones.save(...args)),
      remove: async (...args) => after(write, () => phones.remove(...args)),
    },
  };
}

export const dana = { name: "Dana Whitfield", phone: "+12125550123", email: "dana@example.com" };
export const only = async ({ all }: ReturnType<typeof aTown>): Promise<Lead> => {
  const [lead, ...others] = await all();
  if (lead === undefined || others.length > 0) throw new Error(`${others.length + 1} leads`);
  return lead;
};

/** What Calendly sends of one appointment that is agreed upon again and again, and perhaps cancelled at last. */
export const eventsOf = (starts: readonly string[], isCancelled: boolean): object[] => {
  const uri = (at: number) => `https://api.calendly.com/invitees/${at}`;
  const created = starts.map((start_time, at) => ({
    event: "invitee.created",
    payload: {
      uri: uri(at),
      old_invitee: at === 0 ? null : uri(at - 1),
      name: "Dana Whitfield",
      email: "dana@example.com",
      text_reminder_number: "+12125550123",
      timezone: "America/New_York",
      scheduled_event: { name: "Intro call", start_time },
    },
  }));
  const replaced = starts
    .slice(1)
    .map((_, at) => ({ event: "invitee.canceled", payload: { uri: uri(at), rescheduled: true } }));
  const last = { event: "invitee.canceled", payload: { uri: uri(starts.length - 1), rescheduled: false } };
  return [...created, ...replaced, ...(isCancelled ? [last] : [])];
};
