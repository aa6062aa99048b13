import { afterEach, expect, it } from "vitest";
import { memoryStore } from "../../../lambda/store/memory.ts";
import { aLead, fromNoon, minutes, noon, seconds } from "../../fakes/leads.ts";
import { bridge } from "../command-line.ts";
import { aStage } from "../stage.ts";
import { aConsoleUser, type ConsoleUser } from "./console-user.ts";

let user: ConsoleUser;
afterEach(() => user?.close());

it("Today shows what the command shows, and again what came since", async () => {
  const store = memoryStore();
  await store.leads.add(aLead({}, { at: fromNoon(-5 * minutes) }));
  const stage = aStage({ store, now: noon });
  user = await aConsoleUser({ stage });
  const { history, ...first } = await user.answer<{ came: number; history: unknown[] }>("today", {});
  expect(history).toEqual([]);
  expect(first).toEqual((await bridge(["today", "--json"], { stage })).json());
  await store.leads.add(aLead({}, { at: fromNoon(-10 * seconds) }));
  expect(await user.answer("today", {})).toMatchObject({ came: 2 });
});
