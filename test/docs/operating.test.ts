import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parked } from "../../lambda/lead/call/call.ts";
import { askedGate, gateOn } from "../../lambda/lead/gates.ts";
import type { Lead } from "../../lambda/lead/lead.ts";
import type { LeadDraft } from "../../lambda/lead/reader/draft.ts";
import * as states from "../../lambda/lead/states.ts";
import { changeCall } from "../../lambda/store/change.ts";
import { aLead, fromNoon, hours, minutes, noon, website } from "../fakes/leads.ts";
import { anOperator, type Operator } from "../fakes/stage.ts";

/** The commands of docs/operating.md, carried out in order: what the page shows is what they print. `-u` writes it anew. */

const page = new URL("../../docs/operating.md", import.meta.url);

it("docs/operating.md shows what its commands print", async () => {
  const operator = await aBridgeWithWork();
  const text = readFileSync(page, "utf8");
  let shown = "";
  let end = 0;
  for (const block of text.matchAll(/```console\n\$ bridge ([^\n]*)\n.*?```/gs)) {
    shown += `${text.slice(end, block.index)}${await transcript(operator, block[1] ?? "")}`;
    end = block.index + block[0].length;
  }
  expect(text.match(/```console/g)?.length).toBeGreaterThan(10);
  await expect(shown + text.slice(end)).toMatchFileSnapshot(page.pathname);
});

it("what docs/operating.md shows is, with --json, one value with snake_case keys, and none that only some have", async () => {
  const operator = await aBridgeWithWork();
  let looked = 0;
  for (const [, line = ""] of readFileSync(page, "utf8").matchAll(/```console\n\$ bridge ([^\n]*)\n/g)) {
    const { text, code } = await operator.run(`${line} --json`, { answers: [true] });
    // What is refused is said beside.
    if (code !== 0) continue;
    sameKeys(JSON.parse(text) as unknown);
    looked += 1;
  }
  expect(looked).toBeGreaterThan(9);
});

/** Looks at every object in a value; those of one list are alike, with null for what one of them lacks. */
function sameKeys(value: unknown): void {
  if (typeof value !== "object" || value === null) return;
  if (Array.isArray(value)) {
    const shapes = value
      .filter((each) => typeof each === "object")
      .map((each) => Object.keys(each as object).join(" "));
    expect(new Set(shapes).size).toBeLessThan(2);
    for (const each of value) sameKeys(each);
    return;
  }
  for (const [key, each] of Object.entries(value)) {
    expect(key).toMatch(/^[a-z][a-z0-9_]*$/);
    expect(each).toBeDefined();
    sameKeys(each);
  }
}

const client = { ...website, source: "client", account: "agency" };

/** What a person sees who answers yes. */
async function transcript(operator: Operator, line: string): Promise<string> {
  const { text, notes, questions, code } = await operator.run(line, { answers: [true] });
  const asked = questions.map((question) => `? ${question} (y/N) yes`);
  const lines = [`$ bridge ${line}`, ...asked, notes, text, ...(code === 0 ? [] : [`(exit code ${code})`])];
  return `\`\`\`console\n${lines.filter(Boolean).join("\n")}\n\`\`\``;
}

async function aBridgeWithWork(): Promise<Operator> {
  const operator = anOperator({
    changes: {
      sources: {
        website: { connector: "html-form", account: "main", team: 19230, report: ["demo"] },
        client: { connector: "json", account: "agency", team: 19240, report: ["demo"] },
      },
    },
    callingly: {
      getTeam: async () => undefined as never,
      listLeads: async () => [],
      async *eachCall() {},
    },
  });
  // Refs come from chance; the page shows always the same.
  const lead = (draft: LeadDraft, at: number, door = website) => ({
    ...aLead({ key: draft.fullName ?? "", ...draft }, { door, at: fromNoon(at) }),
    ref: 1_000_000_000 + Math.abs(at),
  });
  const dana = lead({ fullName: "Dana Whitfield", phone: "+12125550123" }, -14 * hours);
  const owen = lead({ fullName: "Owen Lake", phone: "12345", email: "owen.lake@example.com" }, -3 * hours);
  const maya = lead(
    { fullName: "Maya Tate", phone: "+12125550141", email: "maya.tate@example.com" },
    -5 * minutes,
    client,
  );
  const ada = lead({ fullName: "Ada Fields", phone: "+12125550152", email: "ada.fields@example.com" }, -2 * hours);
  await operator.add(
    states.held(dana, "stale", fromNoon(-2 * hours), { for: "person" }) as Lead,
    owen,
    states.held(maya, "team-unknown", fromNoon(-minutes), { for: "rule" }) as Lead,
    inReview(ada, fromNoon(-2 * hours)),
  );
  await operator.store.gates.close(
    askedGate({ on: gateOn.team("agency", 19240), reason: "team-unknown", account: "agency", team: 19240 }, noon),
  );
  await operator.store.calls.hint({ account: "main", callId: "1234567", digest: "d", at: fromNoon(-hours) });
  await changeCall(operator.store.calls, { account: "main", callId: "1234567" }, (call) =>
    parked(call, "crm-refused", 'Property "callingly" does not exist', fromNoon(-hours)),
  );
  return operator;
}

/** Callingly's answer to its dial was lost, and no call was found since. */
function inReview(lead: Lead, at: Date): Lead {
  const after = (ms: number) => new Date(at.getTime() + ms);
  const dialing = states.claimed(lead, "dial-1", 19230, at) as Lead;
  const unclear = { kind: "ambiguous", reason: "read timeout" } as const;
  let current = states.dialled(dialing, "dial-1", unclear, after(12_000)) as Lead;
  for (const wait of [11, 20, 30]) {
    current = states.lookedUp(current, { kind: "none" }, "review", after(wait * minutes)) as Lead;
  }
  return current;
}
