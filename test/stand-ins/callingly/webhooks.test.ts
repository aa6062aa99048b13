import { describe, expect, it } from "vitest";
import { minutes, seconds, settled, virtualWorld } from "./virtual-world.ts";

type World = ReturnType<typeof virtualWorld>;

const subscribe = ({ call }: World, event: string, filters: Record<string, unknown> = {}) =>
  call("POST", "/webhooks", { name: event, event, target_url: `https://bridge.example/${event}`, ...filters }).body.id;

/** A call to that number, lived to its end. */
async function live(world: World, phoneNumber = "+12025550100", fields: Record<string, unknown> = {}): Promise<void> {
  world.dial({ phone_number: phoneNumber, ...fields });
  await world.time.pass(seconds(55));
}

describe("call_completed", () => {
  it("has the captured shape", async () => {
    const world = virtualWorld();
    subscribe(world, "call_completed");
    await live(world, "+12025550100", { crm_id: 42, last_name: "Lake", email: "grace@example.com", category: "Buyer" });
    expect(world.delivered).toEqual([
      {
        at: seconds(25),
        url: "https://bridge.example/call_completed",
        body: {
          id: 38700001,
          account_id: 11001,
          team_id: 19230,
          team_name: "Sales",
          status: "completed",
          result: "contacted",
          lead_status: "contacted",
          direction: "outbound",
          is_fallback: 0,
          tag: null,
          stage: null,
          lead: {
            id: 6200001,
            first_name: "Grace",
            last_name: "Lake",
            email: "grace@example.com",
            phone_number: "+12025550100",
            company: null,
            category: "Buyer",
            source: "API",
            crm_id: 42,
            tags: [],
            notes: [],
            comments: null,
            status: "called",
            result: "contacted",
            next_call: null,
          },
          user: {
            name: "Ada Fields",
            phone_number: "+12125550101",
            custom_id: null,
            fub_id: null,
            email: "ada.fields@example.com",
          },
          number: null,
          lead_attempt: 1,
          agent_attempt: 1,
          recording_url: null,
          transcript: null,
          response_time: 5,
          call_seconds: 20,
          seconds: 20,
          date: "Mar 10, 2026",
          time: "12:00:00",
          datetime: "2026-03-10T12:00:00-04:00",
        },
      },
    ]);
  });

  it("is sent for each attempt, and says when the next one is planned", async () => {
    const world = virtualWorld();
    subscribe(world, "call_completed");
    await live(world, "+12025550105");
    await world.time.pass(minutes(5));
    expect(world.delivered.map(({ body }) => [body.status, body.agent_attempt, body.user === null])).toEqual([
      ["missed", 1, true],
      ["completed", 2, false],
    ]);
    expect(world.delivered[0]?.body.lead.next_call).toBe("2026-03-10T16:01:05.000000Z");
  });

  it.each([
    [{}, 1],
    [{ call_direction: "outbound" }, 1],
    [{ call_direction: "inbound" }, 0],
    [{ call_status: "completed" }, 1],
    [{ call_status: "missed" }, 0],
    [{ call_lead_status: "contacted" }, 1],
    [{ call_lead_status: "voicemail" }, 0],
    [{ team_id: 19230 }, 1],
    [{ team_id: 1 }, 0],
    [{ number_id: 1 }, 1],
  ])("with the filter %j is delivered %i times for an outbound call", async (filters, times) => {
    const world = virtualWorld();
    subscribe(world, "call_completed", filters);
    await live(world);
    expect(world.delivered).toHaveLength(times);
  });

  it.each([
    [{ call_direction: "inbound" }, 1],
    [{ number_id: 5101 }, 1],
    [{ number_id: 5102 }, 0],
    [{ team_id: 1 }, 1],
  ])("with the filter %j is delivered %i times for an inbound call", async (filters, times) => {
    const world = virtualWorld();
    await live(world);
    subscribe(world, "call_completed", filters);
    world.call("POST", "/_standin/calls", { lead_id: 6200001, direction: "inbound" });
    await world.time.pass(minutes(1));
    expect(world.delivered).toHaveLength(times);
    expect(world.core.rings.at(-1)).toMatchObject({ by: "dashboard", crm_id: null });
  });

  it("goes to nobody else's account", async () => {
    const world = virtualWorld();
    const agency = { authorization: "Bearer demo-agency-token" };
    world.call(
      "POST",
      "/webhooks?account_id=11101",
      { name: "x", event: "call_completed", target_url: "https://x.example/" },
      agency,
    );
    await live(world);
    expect(world.delivered).toHaveLength(0);
  });
});

describe("lead events", () => {
  it("tell of a new lead, once", async () => {
    const world = virtualWorld();
    subscribe(world, "lead_created");
    await live(world);
    await live(world);
    expect(world.delivered).toHaveLength(1);
    expect(Object.keys(world.delivered[0]?.body).sort()).toEqual(
      (
        "id fname lname email phone_number company category source crm comments comments_formatted lead_owner notes tags " +
        "status result stage team"
      )
        .split(" ")
        .sort(),
    );
  });

  it("tell each changed field of a lead", async () => {
    const world = virtualWorld();
    subscribe(world, "lead_updated");
    await live(world);
    world.call("PATCH", "/_standin/leads", {
      id: 6200001,
      stage: "won",
      tags: ["vip"],
      note: "Hi",
      lead_owner_id: 27001,
    });
    const told = world.delivered.map(({ body }) => [body.updatedField, body.updatedValue.name ?? body.updatedValue]);
    expect(told.slice(0, 5)).toEqual([
      ["status", "called"],
      ["result", "contacted"],
      ["stage", "won"],
      ["leadOwner", "Ada Fields"],
      ["tags", "vip"],
    ]);
    expect(world.delivered[5]?.body).toMatchObject({
      updatedField: "note",
      updatedValue: { content: "Hi", lead_id: 6200001, user: { account: { webhook_slug: "private-webhook-slug" } } },
      notes: [{ content: "Hi", created_at: "2026-03-10T16:00:55.000000Z" }],
      user: { name: "Ada Fields" },
    });
    expect(JSON.stringify(world.delivered[5]?.body).length).toBeGreaterThan(4_000);
  });

  it.each([
    [{ field: "stage" }, 1],
    [{ field: "stage", filter: "won" }, 1],
    [{ field: "stage", filter: "lost" }, 0],
    [{ filter: "won" }, 1],
    [{ field: "tags", filter: "vip" }, 1],
    [{ field: "result" }, 0],
  ])("with the filter %j are delivered %i times", async (filters, times) => {
    const world = virtualWorld();
    await live(world);
    subscribe(world, "lead_updated", filters);
    world.call("PATCH", "/_standin/leads", { id: 6200001, stage: "won", tags: ["vip"] });
    expect(world.delivered).toHaveLength(times);
  });
});

describe("deliveries", () => {
  it.each([0, 1, 2, 50])("come %i times", async (deliveryCopies) => {
    const world = virtualWorld({ switches: { deliveryCopies } });
    subscribe(world, "call_completed");
    await live(world);
    expect(world.delivered).toHaveLength(deliveryCopies);
  });

  it("come late", async () => {
    const world = virtualWorld({ switches: { deliveryDelayMs: minutes(3) } });
    subscribe(world, "call_completed");
    await live(world);
    expect(world.delivered).toHaveLength(0);
    await world.time.pass(minutes(3));
    expect(world.delivered.map(({ at }) => at)).toEqual([seconds(25) + minutes(3)]);
  });

  it("overtake each other, and the last one comes when nothing overtakes it", async () => {
    const world = virtualWorld({ switches: { deliveryOrder: "swapped", deliveryHoldMs: minutes(30) } });
    subscribe(world, "call_completed");
    await live(world, "+12025550102");
    await world.time.pass(minutes(5));
    expect(world.delivered.map(({ body }) => body.result)).toEqual(["contacted", "missed"]);
    await live(world);
    expect(world.delivered).toHaveLength(2);
    await world.time.pass(minutes(30));
    expect(world.delivered).toHaveLength(3);
  });

  it("are not tried again by default, and as often as the switch says otherwise", async () => {
    const receiver = async () => 503;
    const once = virtualWorld({ receiver });
    subscribe(once, "call_completed");
    await live(once);
    expect(once.delivered).toHaveLength(1);

    const often = virtualWorld({ receiver, switches: { deliveryRetries: 2, deliveryRetryMs: 500 } });
    subscribe(often, "call_completed");
    await live(often);
    expect(often.delivered.map(({ at }) => at)).toEqual([25_000, 25_500, 26_000]);
    expect(often.core.deliveries.log.map(({ status }) => status)).toEqual([503, 503, 503]);
  });

  it("are noted without a status when nobody answered", async () => {
    const world = virtualWorld({ receiver: () => Promise.reject(new Error("refused")) });
    subscribe(world, "call_completed");
    await live(world);
    expect(world.core.deliveries.log).toMatchObject([{ event: "call_completed", webhook_id: 701, status: null }]);
  });

  it("come again with the recording and with the transcript only if the switch says so", async () => {
    const world = virtualWorld({ switches: { redeliverWhenReady: true } });
    subscribe(world, "call_completed");
    await live(world);
    await world.time.pass(minutes(3));
    const told = world.delivered.map(({ body }) => [body.recording_url !== null, body.transcript !== null]);
    expect(told).toEqual([
      [false, false],
      [true, false],
      [true, true],
    ]);
  });

  it("go to the team's callback URL as well", async () => {
    const world = virtualWorld({ switches: { teamCallbackUrl: "https://bridge.example/callback" } });
    subscribe(world, "call_completed");
    await live(world);
    expect(world.delivered.map(({ url }) => url)).toEqual([
      "https://bridge.example/call_completed",
      "https://bridge.example/callback",
    ]);
    expect(world.delivered[0]?.body).toEqual(world.delivered[1]?.body);
  });

  it("can be forged, to loopback only", async () => {
    const world = virtualWorld();
    const forged = { id: 38700001, result: "contacted", recording_url: "http://evil.example/" };
    const forge = (url: string) => world.call("POST", "/_standin/deliver", { url, body: forged }).status;
    expect(forge("http://127.0.0.1:3000/callingly/x")).toBe(200);
    expect(forge("https://bridge.example/")).toBe(422);
    await settled();
    expect(world.delivered).toMatchObject([{ url: "http://127.0.0.1:3000/callingly/x", body: forged }]);
  });
});
