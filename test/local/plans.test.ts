import { describe, expect, it } from "vitest";
import { type BridgeConfigInput, defineConfig } from "../../lambda/config/schema.ts";
import { diariesOf } from "../../local/demo/diaries.ts";
import { type Plan, plans } from "../../local/demo/plans.ts";
import { demoCrms } from "../../stand-ins/crms/index.ts";
import type { Message } from "../../stand-ins/kit/crm.ts";
import { keeper, kept } from "../../stand-ins/kit/kept.ts";
import { usualSettings } from "../fakes/usual-settings.ts";

/** Calls that are planned or booked in what npm start plays: entered there, told by it, and shown as they stand. */

const at = "2026-06-18T15:00:00.000Z";
const later = "2026-06-19T14:00:00.000Z";
const person = { firstname: "Grace", lastname: "Lake", email: "grace@example.com", phone: "+1 206 555 0100" };
const every = {
  hubspot: ["meeting", "task"],
  pipedrive: ["call"],
  close: ["outgoing_call", "lead"],
  salesforce: ["task", "event"],
};
type Crm = keyof typeof every;

/** A machine with each CRM in which calls are planned, and both schedulers. */
function aMachine(callActivities: Partial<Record<Crm, readonly string[]>> = every) {
  const crms = Object.keys(every) as Crm[];
  const base = { account: "main", team: 1 };
  const config = defineConfig({
    accounts: { main: {} },
    crms: Object.fromEntries(crms.map((crm) => [crm, { connector: crm, settings: usualSettings(crm) }])),
    sources: {
      ...Object.fromEntries(
        crms.map((crm) => [
          crm,
          { ...base, connector: crm, report: [crm], settings: { callActivities: callActivities[crm] ?? [] } },
        ]),
      ),
      calls: { ...base, connector: "cal-com" },
      visits: { ...base, connector: "calendly" },
      website: { ...base, connector: "html-form" },
    },
  } as BridgeConfigInput);
  const keep = keeper(undefined);
  const diaries = diariesOf(config, demoCrms(config, keep), keep);
  const posted: { url: string; message: Message }[] = [];
  let status = 200;
  const { all, have } = plans({
    diaries,
    kept: kept<Plan>(undefined),
    post: async (url, message) => {
      posted.push({ url, message });
      return { status };
    },
  });
  const did = async (source: string, body: object) => {
    const answer = await have(source, `http://bridge/${source}`, body);
    return { status: answer.status, said: JSON.parse(answer.body.toString()) };
  };
  return { diaries, posted, all, did, answers: (next: number) => (status = next) };
}

const kinds = Object.entries(every).flatMap(([crm, names]) => names.map((kind) => [crm, kind] as const));

describe("the places in which calls are planned or booked", () => {
  it("are the CRMs that have such a thing and the schedulers, by their names, and no form", () => {
    const { diaries } = aMachine();
    expect([...diaries].map(([source, { title }]) => [source, title])).toEqual([
      ["hubspot", "HubSpot"],
      ["pipedrive", "Pipedrive"],
      ["close", "Close CRM"],
      ["salesforce", "Salesforce"],
      ["calls", "Cal.com"],
      ["visits", "Calendly"],
    ]);
    expect([...diaries].flatMap(([, { kinds: all }]) => all.filter(({ off }) => off !== undefined))).toEqual([]);
  });

  it("say which setting turns on what the source has not called, beside what it has", async () => {
    const { diaries, did, posted, all } = aMachine({ hubspot: ["meeting"] });
    const off = diaries.get("hubspot")?.kinds.map((kind) => kind.off);
    expect(off).toEqual([
      undefined,
      'The source `hubspot` has nobody called for these. Give it `settings: { callActivities: ["meeting", "task"] }` in `bridge.config.ts`, and start `npm start` again.',
    ]);
    expect(await did("hubspot", { do: "plan", kind: "task", ...person, at })).toEqual({
      status: 409,
      said: { message: off?.[1] },
    });
    expect([posted, all()]).toEqual([[], []]);
  });
});

describe.each([...kinds, ["calls", "booking"], ["visits", "booking"]] as const)(
  "in %s, a call (%s)",
  (source, kind) => {
    const planned = async () => {
      const machine = aMachine();
      const { said } = await machine.did(source, { do: "plan", kind, ...person, at });
      return { ...machine, id: String(said.id) };
    };

    it("is planned, told to the bridge at the address of its source, and stands there", async () => {
      const { posted, all } = await planned();
      expect(posted.length).toBeGreaterThan(0);
      for (const { url, message } of posted) {
        expect(url).toBe(`http://bridge/${source}`);
        expect(message.body.length).toBeGreaterThan(50);
      }
      const [plan] = all();
      expect(plan).toMatchObject({ source, kind, name: "Grace Lake", phone: "+1 206 555 0100", state: "planned" });
      expect(at.startsWith(plan?.at ?? "-")).toBe(true);
    });

    it("is moved, and told again", async () => {
      const { posted, all, did, id } = await planned();
      const before = posted.length;
      expect(await did(source, { do: "move", id, at: later })).toMatchObject({ status: 200, said: { answered: 200 } });
      expect(posted.length).toBeGreaterThan(before);
      expect(later.startsWith(all()[0]?.at ?? "-")).toBe(true);
    });

    it.each(["finish", "remove"] as const)(
      "ends once by `%s`, and where nobody marks bookings as done is told so",
      async (end) => {
        const { posted, all, did, id, diaries } = await planned();
        const before = posted.length;
        const { status, said } = await did(source, { do: end, id });
        if (end === "finish" && diaries.get(source)?.finish === undefined) {
          expect([status, posted.length]).toEqual([409, before]);
          expect(said.message).toMatch(/nobody marks a call as done: cancel it\.$/);
          return;
        }
        expect([status, posted.length]).toEqual([200, before + 1]);
        expect(all()[0]?.state).toBe(end === "finish" ? "done" : "removed");
        for (const again of [{ do: end }, { do: "move", at: later }])
          expect(await did(source, { ...again, id })).toEqual({
            status: 404,
            said: { message: "That call is not planned any more." },
          });
        expect(posted).toHaveLength(before + 1);
      },
    );
  },
);

describe("what is asked of a diary", () => {
  it("is answered with the status of the bridge, also where that refuses", async () => {
    const { did, answers } = aMachine();
    answers(401);
    expect(await did("calls", { do: "plan", kind: "booking", ...person, at })).toMatchObject({
      status: 200,
      said: { answered: 401 },
    });
  });

  it.each([
    [
      "website",
      { do: "plan", kind: "call", ...person, at },
      404,
      'The source "website" has no calls that are planned or booked here.',
    ],
    ["calls", { do: "plan", kind: "walk", ...person, at }, 404, 'Nobody plans a "walk" in Cal.com.'],
    ["calls", { do: "move", id: "guess", at }, 404, "That call is not planned any more."],
    ["calls", { do: "plan", kind: "booking", ...person, at: "soon" }, 400, /ISO datetime/],
    ["calls", { do: "ring" }, 400, /./],
  ])("is refused in words where it cannot be: %s %j", async (source, body, status, message) => {
    const { did, posted } = aMachine();
    const answer = await did(source, body);
    expect(answer.status).toBe(status);
    expect(answer.said.message).toMatch(message);
    expect(posted).toEqual([]);
  });
});
