import { expect, it } from "vitest";
import { findAttempts } from "../../../../lambda/steps/dial-lead/find-attempts.ts";
import { factsAbout } from "../../../../lambda/steps/dial-lead/load-facts.ts";
import { memoryStore } from "../../../../lambda/store/memory.ts";
import { aBridge } from "../../../fakes/bridge.ts";
import { aLead, days, fromNoon, hours, noon, website } from "../../../fakes/leads.ts";
import { limitedTo } from "../../../fakes/limited-store.ts";
import { rangBefore } from "../../../fakes/rang-before.ts";

const phone = "+13055550123";
const agency = { ...website, source: "client", account: "agency" };

it("the attempts at a phone are those of all its leads, of every source and account", async () => {
  const store = memoryStore();
  const first = await rangBefore(store, phone, -48 * hours);
  await rangBefore(store, phone, -3 * hours);
  await rangBefore(store, phone, -2 * hours, agency);
  await store.calls.tie({ account: "main", callId: "7", digest: "", at: noon }, first.id);
  const found = await findAttempts(phone, { accounts: ["main", "agency"], store: limitedTo("dial-lead", store) });
  expect(found.toSorted()).toEqual([-48, -3, -2].map((ago) => fromNoon(ago * hours).getTime()).toSorted());
  expect(
    await findAttempts("+13055550124", { accounts: ["main", "agency"], store: limitedTo("dial-lead", store) }),
  ).toEqual([]);
});

it("an account that was taken away has rung whom it rang", async () => {
  const store = memoryStore();
  await rangBefore(store, phone, -3 * hours, agency);
  const bridge = aBridge({
    accounts: { main: { timeZone: "UTC" } },
    sources: { website: { connector: "html-form", account: "main", team: 1, hours: "conservative" } },
    retiredAccounts: ["agency"],
  });
  const { read } = factsAbout(aLead({ phone }), {
    bridge,
    store: limitedTo("dial-lead", store),
    callinglyFor: async () => undefined,
    suppressionOf: async () => undefined,
    scrub: async () => "clear",
  });
  expect((await read(["attempts"])).attempts).toEqual([fromNoon(-3 * hours).getTime()]);
});

it("an attempt is known for thirty days, as some laws count so far back", async () => {
  const store = memoryStore();
  await rangBefore(store, phone, -30 * days + hours);
  await rangBefore(store, phone, 0);
  expect(await findAttempts(phone, { accounts: ["main"], store: limitedTo("dial-lead", store) })).toHaveLength(2);
});

it("what became of the calls of an earlier lead is read, as a team's redials count as well", async () => {
  const store = memoryStore();
  const before = await rangBefore(store, phone, -3 * hours);
  await store.leads.save({ ...before, revision: before.revision + 1, callId: "7", calls: ["7"] });
  expect(await findAttempts(phone, { accounts: ["main"], store: limitedTo("dial-lead", store) })).toHaveLength(1);
});
