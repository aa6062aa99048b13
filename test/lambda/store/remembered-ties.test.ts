import { expect, it, vi } from "vitest";
import { memoryStore } from "../../../lambda/store/memory.ts";
import { rememberedTies } from "../../../lambda/store/remembered-ties.ts";

it("a tie is asked for until it is there, and never again", async () => {
  const { leads: table } = memoryStore();
  const [findByCall, findByRef] = [vi.spyOn(table, "findByCall"), vi.spyOn(table, "findByRef")];
  const leads = rememberedTies(table);
  expect(await leads.findByCall("main", "77")).toBeUndefined();
  expect(await leads.findByRef(4711)).toBeUndefined();
  await table.bindCall("main", "77", "lead_1");
  await table.reserveRef(4711, "lead_2");
  for (const _ of [1, 2]) {
    expect(await leads.findByCall("main", "77")).toBe("lead_1");
    expect(await leads.findByRef(4711)).toBe("lead_2");
  }
  expect(await leads.findByCall("other", "77")).toBeUndefined();
  expect(findByCall).toHaveBeenCalledTimes(3);
  expect(findByRef).toHaveBeenCalledTimes(2);
});
