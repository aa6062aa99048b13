import { describe, expect, it } from "vitest";
import { platformHttp } from "../../../lambda/connectors/kit/in/platform-http.ts";
import { salesforce } from "../../../lambda/connectors/vendors/salesforce/salesforce.ts";
import type { Send } from "../../../lambda/runtime/http-client.ts";
import { salesforce as standIn } from "../../../stand-ins/crms/salesforce.ts";
import { kept } from "../../../stand-ins/kit/kept.ts";
import { aRequest } from "../../fakes/bridge.ts";
import { answered } from "../../fakes/fake-send.ts";
import { noon } from "../../fakes/leads.ts";

/** What is Salesforce's own of planned calls; what holds for every CRM is in planned-calls.contract.test.ts. */

const settings = { callActivities: ["task", "event"] };
const TASK = "00T5e000004TuW0EAK";
const EVENT = "00U5e000004TuW0EAK";
const said = "2026-06-15T10:00:00.000Z";
const task = {
  Id: TASK,
  Status: "Not Started",
  TaskSubtype: "Call",
  ActivityDate: "2026-06-18",
  LastModifiedDate: said,
};
const event = { Id: EVENT, StartDateTime: "2026-06-18T14:30:00.000Z", LastModifiedDate: said };

const read = (records: object | readonly object[], given: object = settings) =>
  salesforce.intake
    .bind(given)
    .read(
      aRequest("/leads/x/y", { headers: { "content-type": "application/json" }, body: JSON.stringify(records) }),
      "US",
    );
const over = (booking: string) => ({ kind: "ignored", ended: [{ booking, why: "cancelled" }] });
const nothing = { kind: "ignored", why: expect.any(String) };

describe("a message of a task or an event", () => {
  it("names it, its time, and when that was said; whose it is is read", async () => {
    expect(await read([{ ...task, Subject: "Talk" }, event])).toMatchObject({
      leads: [
        {
          booking: `task/${TASK}`,
          externalId: `task/${TASK}`,
          reference: `task/${TASK}`,
          asked: { text: "2026-06-18", isSure: true, said },
          extra: { subject: "Talk" },
        },
        { booking: `event/${EVENT}`, asked: { text: "2026-06-18T14:30:00.000Z", said } },
      ],
    });
  });

  it("has the day alone of an event of a whole day, and moves nothing where it says no time", async () => {
    const ofDay = { ...event, IsAllDayEvent: true, ActivityDate: "2026-06-18" };
    expect(await read(ofDay)).toMatchObject({ leads: [{ asked: { text: "2026-06-18" } }] });
    expect(await read({ Id: EVENT, LastModifiedDate: said })).toMatchObject({
      leads: [{ asked: { text: "", said: "1970-01-01T00:00:00.000Z" } }],
    });
  });

  it("ends it where it is deleted, done, no call, or entered after it had begun", async () => {
    for (const change of [{ IsDeleted: true }, { Status: "Completed" }, { IsClosed: true }, { TaskSubtype: "Email" }])
      expect(await read({ ...task, ...change })).toMatchObject(over(`task/${TASK}`));
    expect(await read({ ...task, TaskSubtype: "Task", Type: "call" })).toMatchObject({ kind: "leads" });
    expect(await read({ ...event, IsDeleted: "true" })).toMatchObject(over(`event/${EVENT}`));
    expect(await read({ ...event, LastModifiedDate: "2026-06-18T14:30:00.000Z" })).toMatchObject(
      over(`event/${EVENT}`),
    );
  });

  it("is nothing of a call that was made, a copy for another user, what repeats, and what is not named", async () => {
    for (const one of [
      { ...task, Status: "Not Started", CallDurationInSeconds: 42 },
      { ...task, CallObject: "9001" },
      { ...task, IsRecurrence: true },
      { ...event, IsChild: true },
    ])
      expect(await read(one)).toEqual(nothing);
    expect(await read(task, { callActivities: ["event"] })).toEqual(nothing);
    expect(await read([task, event], {})).toEqual(nothing);
    expect(() => salesforce.intake.bind({ callActivities: ["call"] })).toThrow();
  });

  it("is refused where it does not say whether the task is done, with what is to be sent as well", async () => {
    const { Status: _, ...without } = task;
    await expect(read(without)).rejects.toMatchObject({ status: 422, message: expect.stringContaining("IsClosed") });
  });

  it("stands beside leads, and beside records at which the calling stops", async () => {
    const lead = { Id: "00Q5e000004TuW0EAK", LastName: "Whitfield", Phone: "(202) 555-0143" };
    const lost = { ...lead, Id: "00Q5e000004TuW1EAK", Status: "Lost" };
    const given = { ...settings, stopOn: { field: "Status", becomes: ["Lost"] } };
    expect(await read([lead, task, lost, { ...event, IsDeleted: true }], given)).toMatchObject({
      leads: [{ record: { id: lead.Id } }, { booking: `task/${TASK}` }],
      stops: [{ type: "lead", id: "00Q5e000004TuW1EAK" }],
      ended: [{ booking: `event/${EVENT}` }],
    });
  });
});

describe("a task or an event that is read", () => {
  const far = () => {
    const crm = standIn.play(
      () => kept(undefined),
      () => noon.getTime(),
    );
    const { platform } = salesforce.intake.bind(settings);
    if (!platform) throw new Error("Salesforce's activities are read");
    const form = new URLSearchParams({ grant_type: "client_credentials", ...crm.credentials }).toString();
    const signedIn = crm.answer({ method: "POST", path: "/services/oauth2/token", headers: {}, body: form });
    const { access_token: token } = JSON.parse(signedIn.body.toString()) as { access_token: string };
    let hidden: readonly string[] = [];
    const send: Send = async ({ method = "GET", url, headers = {}, body = "" }) => {
      const { status, body: answer } = crm.answer({ method, path: new URL(url).pathname, headers, body: String(body) });
      const shown = JSON.parse(answer.toString()) as Record<string, unknown>;
      for (const name of hidden) delete shown[name];
      return answered(status, shown);
    };
    const headers = platform.authorise({ token });
    const http = platformHttp({ baseUrl: "https://acme.my.salesforce.com", headers, send, now: () => noon });
    return {
      crm,
      hide: (...names: string[]) => {
        hidden = names;
      },
      fetch: (reference: string) => platform.fetch(http, reference, { credentials: {} }),
    };
  };
  const dana = { LastName: "Whitfield", Company: "Whitfield", Phone: "+12125550123", Email: "dana@example.com" };
  const plan = { Subject: "Talk", Type: "Call", ActivityDate: "2026-06-18" };

  it("is its lead's, or the contact's that the lead became", async () => {
    const { crm, fetch } = far();
    const lead = crm.make("Lead", dana);
    const id = crm.make("Task", { ...plan, WhoId: lead });
    expect(await fetch(`task/${id}`)).toMatchObject({
      kind: "lead",
      lead: {
        phone: "+12125550123",
        record: { type: "lead", id: lead },
        asked: { text: "2026-06-18", isSure: true, said: noon.toISOString() },
        extra: { subject: "Talk" },
      },
    });
    const another = crm.make("Lead", dana);
    const event = crm.make("Event", {
      StartDateTime: "2026-06-18T14:30:00.000Z",
      DurationInMinutes: 30,
      WhoId: another,
    });
    const contact = crm.convert(another);
    expect(await fetch(`event/${event}`)).toMatchObject({
      lead: { record: { type: "contact", id: contact }, asked: { text: "2026-06-18T14:30:00.000Z" } },
    });
  });

  it("rings nobody where it is done, no call, a call that was made, or with nobody", async () => {
    const { crm, fetch } = far();
    const WhoId = crm.make("Lead", dana);
    for (const values of [
      { ...plan, WhoId, Status: "Completed" },
      { ...plan, WhoId, Type: null },
      { ...plan, WhoId, CallObject: "9001" },
      { ...plan },
    ])
      expect(await fetch(`task/${crm.make("Task", values)}`)).toMatchObject({ kind: "nothing" });
  });

  it("holds who wants no call, and everybody where Salesforce does not show that", async () => {
    const { crm, fetch, hide } = far();
    const id = crm.make("Task", { ...plan, WhoId: crm.make("Lead", { ...dana, DoNotCall: true }) });
    expect(await fetch(`task/${id}`)).toMatchObject({ lead: { callsRefused: true } });
    hide("DoNotCall");
    await expect(fetch(`task/${id}`)).rejects.toMatchObject({
      name: "RejectedError",
      status: 400,
      message: expect.stringContaining("DoNotCall"),
    });
  });

  it("waits for a person where Salesforce does not show it", async () => {
    const { fetch } = far();
    await expect(fetch("task/00T5e000004TuW0EAK")).rejects.toMatchObject({ name: "RejectedError", status: 404 });
    await expect(fetch("lead/00Q5e000004TuW0EAK")).rejects.toMatchObject({ status: 400 });
  });
});
