import { acceptLead } from "../../../lambda/steps/accept-lead/accept-lead.ts";
import { dialLead } from "../../../lambda/steps/dial-lead/dial-lead.ts";
import { memoryStore } from "../../../lambda/store/memory.ts";
import { aBridge, aClock, aLog, aMeasure, aRequest, noPace, someIds } from "../../fakes/bridge.ts";
import { noon } from "../../fakes/leads.ts";
import { limitedTo } from "../../fakes/limited-store.ts";
import { neverStopped } from "../../fakes/never-stopped.ts";

/** Sends leads through a public form's door, dials them all, and tells whom Callingly was asked to ring. */
export async function acceptAndDial(count: number, each: (index: number) => { ip: string; phone: string }) {
  const store = memoryStore();
  const clock = aClock(noon);
  const log = aLog();
  const rung: string[] = [];
  const common = { bridge: aBridge(), now: clock.now, newId: someIds(), log, measure: aMeasure() };
  const secretsFor = async () => ({ keys: ["key"], values: {}, visitorKey: "visitors" });
  for (let index = 0; index < count; index += 1) {
    const { ip, phone } = each(index);
    const body = JSON.stringify({ name: `Dana ${index}`, phone, email: `dana${index}@example.com` });
    const headers = { "content-type": "application/json", "idempotency-key": `bomb-${index}` };
    await acceptLead(
      { ...aRequest("/leads/website/key", { headers, body }), ip },
      { ...common, ...limitedTo("accept-lead", store), optOut: async () => undefined, secretsFor },
    );
    clock.pass(200);
  }
  const callinglyFor = async () => ({
    ...neverStopped,
    tokenPrint: "token",
    createCall: async ({ phone_number }: { phone_number: string }) => {
      rung.push(phone_number);
      return { kind: "placed", callId: String(9_000 + rung.length) } as never;
    },
  });
  const openPlatform = async () => undefined;
  const suppressionOf = async () => undefined;
  const time = { timeLeftMs: () => 60_000, patienceMs: () => 0, meetAgain: () => undefined };
  for (const { id } of store.allLeads()) {
    await dialLead(id, {
      ...common,
      store: limitedTo("dial-lead", store),
      callinglyFor,
      openPlatform,
      scrub: async () => "clear" as const,
      suppressionOf,
      turns: noPace,
      ...time,
    });
  }
  const leads = store.allLeads();
  return { rung, leads, held: leads.filter(({ state }) => state === "held").map(({ reason }) => reason) };
}
