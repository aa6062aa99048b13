import { expect, it, vi } from "vitest";
import { memoryStore } from "../../../lambda/store/memory.ts";
import { rememberedTies } from "../../../lambda/store/remembered-ties.ts";

it("a tie is asked for until it is there, and never again", async () => {
  const { leads: table } = memoryStore();
  const findByRef = vi.spyOn(table, "findByRef");
  const leads = rememberedTies(table);
  expect(await leads.findByRef(4711)).toBeUndefined();
  await table.reserveRef(4711, "lead_2");
  for (const _ of [1, 2]) expect(await leads.findByRef(4711)).toBe("lead_2");
  expect(await leads.findByRef(4712)).toBeUndefined();
  expect(findByRef).toHaveBeenCalledTimes(3);
});
