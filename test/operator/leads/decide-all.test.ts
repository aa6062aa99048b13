import { expect, it } from "vitest";
import { memoryStore } from "../../../lambda/store/memory.ts";
import { decideAll } from "../../../operator/leads/decide-all.ts";
import { staleLead } from "../console/scene.ts";
import { aStage } from "../stage.ts";

it("a decision about many can be stopped in between: what is done stays done, and the others stay as they are", async () => {
  const store = memoryStore();
  const leads = [0, 1, 2].map((at) => staleLead({ name: `Person ${at}`, phone: `+1206555010${at}` }));
  for (const lead of leads) await store.leads.add(lead);
  const stop = new AbortController();
  const progress = (done: number) => {
    if (done === 1) stop.abort();
  };
  const carrying = { by: "sam", progress, signal: stop.signal };
  const { done, refused } = await decideAll(leads, { kind: "release" }, carrying, aStage({ store }));
  expect([done, refused]).toEqual([leads.slice(0, 2).map(({ id }) => id), []]);
  expect((await store.leads.find(leads[2]?.id ?? ""))?.state).toBe("held");
});
