import type { BridgeConfigInput } from "../../lambda/config/schema.ts";
import { platformOpener } from "../../lambda/connectors/kit/in/open-platform.ts";
import { accessOpener } from "../../lambda/connectors/kit/open-access.ts";
import type { Lead } from "../../lambda/lead/lead.ts";
import type { Send } from "../../lambda/runtime/http-client.ts";
import { acceptLead } from "../../lambda/steps/accept-lead/accept-lead.ts";
import { crmTokens } from "../../lambda/steps/crm-tokens.ts";
import { dialLead } from "../../lambda/steps/dial-lead/dial-lead.ts";
import { memoryStore } from "../../lambda/store/memory.ts";
import { crmAccessRights } from "../../lib/table-rights.ts";
import type { CrmStandIn, Message } from "../../stand-ins/kit/crm.ts";
import { kept } from "../../stand-ins/kit/kept.ts";
import { aBridge, aClock, aLog, aMeasure, aRequest, noPace, someIds } from "./bridge.ts";
import { answered } from "./fake-send.ts";
import { noon, seconds } from "./leads.ts";
import { limitedTo } from "./limited-store.ts";
import { neverStopped } from "./never-stopped.ts";
import { usualSettings } from "./usual-settings.ts";

/** A bridge with one CRM in which somebody plans calls, from what the CRM sends to what rings. It is 8:00 in New York. */

const KEY = "key-of-the-source";

export function aPlanningTown(standIn: CrmStandIn, kinds: readonly string[]) {
  const store = memoryStore();
  const clock = aClock(noon);
  const { connector } = standIn;
  const config: Partial<BridgeConfigInput> = {
    crms: { crm: { connector, settings: usualSettings(connector) } },
    sources: {
      planned: {
        connector,
        account: "main",
        team: 19230,
        hours: "requested",
        report: ["crm"],
        settings: { callActivities: [...kinds] },
      },
    },
  };
  const bridge = aBridge(config);
  const crm = standIn.play(
    () => kept(undefined),
    () => clock.now().getTime(),
  );
  const { planner, contacts } = crm;
  if (!planner || !contacts) throw new Error(`Nobody plans calls in ${connector}`);
  const rung: string[] = [];
  let between = async (_path: string): Promise<void> => undefined;
  const send: Send = async ({ method = "GET", url, headers = {}, body = "" }) => {
    const { pathname, search } = new URL(url);
    const path = `${pathname}${search}`;
    const answer = crm.answer({ method, path, headers, body: String(body) });
    await between(path);
    return answered(answer.status, answer.body.toString(), {
      headers: { ...answer.headers, date: clock.now().toUTCString() } as Record<string, string>,
    });
  };
  const log = aLog();
  const newId = someIds("id");
  const limited = limitedTo("accept-lead", store);
  const dialler = limitedTo("dial-lead", store, { also: crmAccessRights });
  const openAccess = accessOpener(async () => ({ crm: { ...crm.credentials } }), {
    baseUrls: {},
    access: crmTokens({ accesses: dialler.accesses, newId, now: clock.now, sleep: async () => undefined, log }),
    send,
    now: clock.now,
  });
  const openPlatform = platformOpener(async () => ({}), { baseUrls: {}, openAccess, send, now: clock.now });
  const ids = new Set<string>();
  const leads = {
    ...limited.leads,
    add: (lead: Lead) => {
      ids.add(lead.id);
      return limited.leads.add(lead);
    },
  };
  const all = async () =>
    (await Promise.all([...ids].map((id) => store.leads.find(id)))).filter((lead) => lead !== undefined);
  const dial = (id: string) =>
    dialLead(id, {
      bridge,
      store: dialler,
      callinglyFor: async () => ({
        ...neverStopped,
        tokenPrint: "token",
        createCall: async () => {
          rung.push(clock.now().toISOString());
          return { kind: "placed", callId: String(9000 + rung.length) };
        },
      }),
      turns: noPace,
      scrub: async () => "clear" as const,
      suppressionOf: async () => undefined,
      openPlatform,
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
    planner,
    clock,
    rung,
    all,
    tick,
    /** The id of the record of a person in New York. */
    record: contacts.save({
      firstName: "Dana",
      lastName: "Whitfield",
      email: "dana@example.com",
      phone: "+12125550123",
    }),
    /** What happens while an answer of the CRM is on its way. */
    meanwhile: (what: typeof between) => {
      between = what;
    },
    async post({ headers, body }: Message) {
      const request = aRequest(`/leads/planned/${KEY}`, { headers: { ...headers }, body });
      const reply = await acceptLead(request, {
        bridge,
        leads,
        records: limited.records,
        optOut: async () => undefined,
        secretsFor: async () => ({ keys: [KEY], values: {}, visitorKey: "visitors" }),
        now: clock.now,
        newId,
        log,
        measure: aMeasure(),
      });
      if (reply.status >= 300) throw new Error(`${reply.status} ${reply.body}`);
    },
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
  };
}
