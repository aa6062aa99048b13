import { afterEach, describe, expect, it } from "vitest";
import { changeLead } from "../../../lambda/store/change.ts";
import { memoryStore } from "../../../lambda/store/memory.ts";
import { aLead, fromNoon, minutes, noon, seconds } from "../../fakes/leads.ts";
import { aStage } from "../stage.ts";
import { aConsoleUser, type ConsoleUser } from "./console-user.ts";

/** Lists of leads in the console: the newest first, and what came or moved since. */

let user: ConsoleUser;
afterEach(() => user?.close());

const came = (at: number, draft = {}) => aLead(draft, { at: fromNoon(at) });
interface List {
  readonly leads: readonly { readonly id: string }[];
  readonly next: string | null;
  readonly asked_at: string;
}
const ids = ({ leads }: Pick<List, "leads">) => leads.map(({ id }) => id);

async function withLeads(...leads: readonly ReturnType<typeof aLead>[]) {
  const store = memoryStore();
  for (const lead of leads) await store.leads.add(lead);
  user = await aConsoleUser({ stage: aStage({ store, now: noon }) });
  return store;
}

describe("the list of leads", () => {
  it("shows the newest first, page by page, without a scan", async () => {
    const all = [1, 2, 3, 4, 5].map((at) => came(-at * minutes));
    await withLeads(...all);
    const pages: List[] = [];
    do pages.push(await user.answer<List>("leads/list", { limit: 3, after: pages.at(-1)?.next ?? undefined }));
    while (pages.at(-1)?.next);
    expect(pages.flatMap(ids)).toEqual(all.map(({ id }) => id));
    expect(pages[0]?.leads).toHaveLength(3);
  });

  it("names the filter that there is not, with the nearest that there is", async () => {
    await withLeads();
    expect(await user.ask("leads/list", { state: ["helt"] })).toEqual([
      { problem: expect.stringContaining("Did you mean held?") },
    ]);
  });

  it("says after how long a lead rang, from when it came or was released", async () => {
    const lead = came(-10 * minutes);
    const placed = { at: fromNoon(-10 * minutes + 2 * seconds).toISOString(), state: "placed" } as const;
    await withLeads({ ...lead, state: "placed", history: [...lead.history, placed] });
    const { leads } = await user.answer<{ leads: unknown[] }>("leads/list", {});
    expect(leads).toMatchObject([{ seconds_to_call: 2 }]);
  });

  it("says for which moment a lead that waits was asked, also where that was not stored", async () => {
    const lead = {
      ...came(-minutes),
      asked: { text: "2026-06-16 09:00 -04:00", said: fromNoon(-minutes).toISOString() },
    };
    await withLeads(lead);
    const { leads } = await user.answer<{ leads: unknown[] }>("leads/waiting", {});
    expect(leads).toMatchObject([{ asked_at: "2026-06-16T13:00:00.000Z" }]);
  });

  it("tells what came since it was read, and not what is shown already", async () => {
    const shown = came(-1 * minutes);
    const store = await withLeads(shown);
    const { asked_at } = await user.answer<List>("leads/list", {});
    const later = came(-2 * seconds);
    await store.leads.add(later);
    expect(ids(await user.answer<List>("leads/since", { from: asked_at, seen: [shown.id] }))).toEqual([later.id]);
  });
});

describe("the paths of leads", () => {
  it("are the newest at first, then what came and what moved; what is over is not read again", async () => {
    const [waiting, over] = [came(-1 * minutes), { ...came(-2 * minutes), state: "cancelled" } as const];
    const store = await withLeads(waiting, over);
    interface Moved {
      readonly asked_at: string;
      readonly paths: readonly { readonly leadId: string; readonly state: string; readonly isOver: boolean }[];
    }
    const first = await user.answer<Moved>("leads/moved", { seen: [], open: [] });
    expect(first.paths.map(({ leadId, isOver }) => [leadId, isOver])).toEqual([
      [waiting.id, false],
      [over.id, true],
    ]);
    await changeLead(store.leads, waiting.id, (lead) => ({ ...lead, state: "held", reason: "stale" }));
    const { paths } = await user.answer<Moved>("leads/moved", {
      from: first.asked_at,
      seen: [waiting.id, over.id],
      open: [waiting.id],
    });
    expect(paths).toMatchObject([{ leadId: waiting.id, state: "held" }]);
  });
});
