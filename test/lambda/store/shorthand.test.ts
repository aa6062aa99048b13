import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fieldsOf } from "../../../bench/cost/form-lead.ts";
import { sizeOfItem } from "../../../bench/cost/table-size.ts";
import { newLead } from "../../../lambda/lead/accept.ts";
import { type Call, CallSchema, reported } from "../../../lambda/lead/call/call.ts";
import { hinted } from "../../../lambda/lead/call/hint.ts";
import { type Lead, LeadSchema, usualRetention } from "../../../lambda/lead/lead.ts";
import { strippedCall, strippedLead } from "../../../lambda/lead/privacy/retention.ts";
import { readFields } from "../../../lambda/lead/reader/fields.ts";
import { claimed, dialled, folded, held } from "../../../lambda/lead/states.ts";
import { following } from "../../../lambda/store/change.ts";
import { toItem } from "../../../lambda/store/items/item.ts";
import { callKey, leadKey } from "../../../lambda/store/items/keys.ts";
import {
  callToItem,
  itemOfStream,
  itemToCall,
  itemToLead,
  leadToItem,
} from "../../../lambda/store/items/leads-and-calls.ts";
import { itemToRights, phoneKey } from "../../../lambda/store/items/phones.ts";
import { heldCall } from "../../fakes/calls.ts";
import { aLead, fromNoon, hours, noon, website } from "../../fakes/leads.ts";
import { anyOf } from "../../fakes/of-schema.ts";
import { refFor } from "../../fakes/refs.ts";

const id = "A1b2C3d4E5f6G7h8I9j0Kl";
const days = 24 * hours;
const kilobyte = 1024;

/** A lead as it is written in its life: accepted, claimed, placed, completed, and without its payload. */
function lifeOf(fields: Readonly<Record<string, string>>, heldDays?: number): Lead[] {
  const retention = { ...usualRetention, ...(heldDays !== undefined && { heldDays }) };
  const draft = readFields(fields, { externalId: "id" }, { country: "US", findId: true });
  const accepted = newLead(draft, { ...website, retention }, id, noon);
  const placed = { kind: "placed", callId: "38700001" } as const;
  const news = { callId: "38700001", final: true, outcome: "contacted" } as const;
  const moves = [
    (lead: Lead) => ({ ...(claimed(lead, id, 19_230, fromNoon(1_234)) as Lead), ref: refFor(lead) }),
    (lead: Lead) => dialled(lead, id, placed, fromNoon(2_345)),
    (lead: Lead) => ({ ...(folded(lead, news, fromNoon(98_765)) as Lead), callinglyLeadId: "71200001" }),
    (lead: Lead) => strippedLead(lead, fromNoon(90 * days)),
  ];
  const life = [accepted];
  for (const move of moves) {
    const last = life.at(-1) as Lead;
    life.push(following(last, move(last) as Lead));
  }
  return life;
}

const tenFields = {
  id: "lead-17",
  first_name: "Dana",
  last_name: "Whitfield",
  email: "dana.whitfield@example.com",
  phone: "+12125550117",
  company: "Harbor Pine LLC",
  city: "Boston",
  postal_code: "02134",
  utm_source: "google",
  message: "Please call me",
};

/** What a visitor of a campaign's page sends, in 1.5 kB of JSON. */
function aLongForm(): Record<string, string> {
  const fields = fieldsOf(17);
  return { ...fields, message: fields.message + "!".repeat(1_500 - JSON.stringify(fields).length) };
}

/** A call as it is written in its life: hinted at, read, reported, and without its payload. */
function lifeOfCall(): Call[] {
  const hint = { account: "main", callId: "38700001", digest: id, ref: 1_382_696_294, isFirstTry: true, at: noon };
  const result = {
    callId: "38700001",
    status: "completed",
    outcome: "contacted",
    final: true,
    seconds: 42,
    phone: "+12125550117",
    agent: { name: "Robin Ashby", email: "robin@example.com" },
    recordingUrl: "https://api.callingly.com/recordings/38700001.mp3",
    transcript: "Hello",
  } as const;
  const first = hinted(undefined, hint) as Call;
  const read = heldCall(first, result, "lead_80ad2ea8e8a9bb9e4955c82a2a", ["lead_80ad2ea8e8a9bb9e4955c82a2a/demo"]);
  const over = reported(read, noon);
  return [first, read, over, strippedCall(over, undefined, fromNoon(90 * days))];
}

const sizes = (life: readonly Lead[]) => life.map((lead) => sizeOfItem(leadToItem(lead)));

describe("what is stored", () => {
  it("is any lead, to the letter", () => {
    fc.assert(
      fc.property(anyOf(LeadSchema), (lead) => {
        expect(itemToLead(leadToItem(lead))).toStrictEqual(lead);
      }),
      { numRuns: 500 },
    );
  });

  it("is any call, to the letter", () => {
    fc.assert(
      fc.property(anyOf(CallSchema), (call) => {
        expect(itemToCall(callToItem(call))).toStrictEqual(call);
      }),
      { numRuns: 500 },
    );
  });

  it("is what the stream shows", () => {
    for (const lead of lifeOf(tenFields)) {
      const item = leadToItem(lead);
      expect(itemOfStream({ Keys: item, NewImage: item })).toStrictEqual({ kind: "lead", id: lead.id, lead });
    }
    for (const call of lifeOfCall()) {
      const item = callToItem(call);
      const { account, callId } = call;
      expect(itemOfStream({ Keys: item, NewImage: item })).toStrictEqual({ kind: "call", account, callId, call });
    }
  });

  it("is understood as well where it is written at length", () => {
    for (const lead of lifeOf(tenFields)) {
      expect(itemToLead(toItem(leadKey(lead.id), "lead", lead))).toStrictEqual(lead);
    }
    for (const call of lifeOfCall()) {
      expect(itemToCall(toItem(callKey(call.account, call.callId), "call", call))).toStrictEqual(call);
    }
  });

  it("tells a reader of the table what happened to a lead, when, and who decided it", () => {
    const [lead] = lifeOf(tenFields) as [Lead];
    const paused = held(lead, "paused", fromNoon(90_201), { for: "rule" }) as Lead;
    const history = [
      ...paused.history,
      { at: fromNoon(hours).toISOString(), state: "cancelled", by: "Robin Ashby" },
    ] as const;
    expect(leadToItem({ ...paused, history: [...history] })).toMatchObject({
      state: { S: "held" },
      reason: { S: "paused" },
      person: { M: { phone: { S: "+12125550117" } } },
      extra: { M: { city: { S: "Boston" } } },
      retention: { S: "90 400" },
      history: { L: [{ S: "+0s ready" }, { S: "+90.201s held paused" }, { S: "+3600s cancelled by Robin Ashby" }] },
    });
  });

  it("is not taken for a lead that never rang when it does not say so", () => {
    for (const name of ["ringsPossible", "ringsAuthorised", "acceptId", "history"]) {
      const { [name]: _, ...item } = leadToItem(aLead());
      expect(() => itemToLead(item)).toThrow(`is not understood at "${name}"`);
    }
  });
});

describe("bytes", () => {
  it("a lead of ten short fields is under a kilobyte at every write", () => {
    expect(Math.max(...sizes(lifeOf(tenFields)))).toBeLessThan(kilobyte);
  });

  it("a lead of 1.5 kB of JSON is within two kilobytes at every write", () => {
    const form = aLongForm();
    expect(JSON.stringify(form)).toHaveLength(1_500);
    expect(Math.max(...sizes(lifeOf(form, 14)))).toBeLessThan(2 * kilobyte);
  });

  it("of a lead without its payload half a kilobyte is left", () => {
    expect(sizes(lifeOf(aLongForm(), 14)).at(-1)).toBeLessThan(kilobyte / 2);
    expect(sizes(lifeOf(tenFields)).at(-1)).toBeLessThan(kilobyte / 2);
  });

  it("a call is under a kilobyte at every write", () => {
    const bytes = lifeOfCall().map((call) => sizeOfItem(callToItem(call)));
    expect(Math.max(...bytes)).toBeLessThan(kilobyte);
  });
});

it("a phone's item from before it remembered who rang is read as one that nobody rang", () => {
  const rights = { account: "main", phone: "+12125550117", writeId: "w", onLine: "lead_a", groups: {} };
  const item = toItem(phoneKey("main", "+12125550117"), "phone", rights);
  expect(itemToRights(item)).toEqual({ ...rights, rungFor: {} });
});
