import { expect, it } from "vitest";
import * as z from "zod/mini";
import type { Crm } from "../../../../lambda/config/bridge.ts";
import type { CallResult } from "../../../../lambda/lead/call/call.ts";
import { RejectedError, TransientError } from "../../../../lambda/runtime/errors.ts";
import { findOwner, type KnownUsers } from "../../../../lambda/steps/report-call/find-owner.ts";
import { recordingCrm } from "../../../fakes/recording-crm.ts";

/** A CRM with users, and a worker that asks for them. */
function aWorker(list: () => Promise<ReadonlyMap<string, string>>, named: Record<string, string> = {}) {
  let time = Date.parse("2026-06-15T12:00:00Z");
  let asked = 0;
  const users: KnownUsers = new Map();
  const logged: string[] = [];
  const owners = {
    named,
    list() {
      asked += 1;
      return list();
    },
  };
  const reporter = {
    baseUrl: "https://crm.example.com",
    credentials: z.record(z.string(), z.string()),
    authorise: () => ({}),
    create: async () => ({}),
    owners,
  };
  const crm: Crm = { name: "sales", connector: "some", reporter };
  const deps = { users, now: () => new Date(time), log: (_: string, event: string) => void logged.push(event) };
  const call = (email?: string): CallResult => ({ callId: "7", final: true, seconds: 1, agent: { email } });
  return {
    asked: () => asked,
    logged,
    pass(minutes: number) {
      time += minutes * 60_000;
    },
    ownerOf: (email?: string) => findOwner(crm, recordingCrm(), call(email), deps),
  };
}

const two = async () => new Map([["ada@example.com", "11"]]);

it("is the user with the agent's e-mail address, in whichever case", async () => {
  const { ownerOf, asked } = aWorker(two);
  expect(await ownerOf(" Ada@Example.com")).toBe("11");
  expect(await ownerOf("bo@example.com")).toBeUndefined();
  expect(asked()).toBe(1);
});

it("is nobody, and nobody is asked for, where the call had no agent", async () => {
  const { ownerOf, asked } = aWorker(two);
  expect(await ownerOf(undefined)).toBeUndefined();
  expect(asked()).toBe(0);
});

it("is who the settings say, without a question", async () => {
  const { ownerOf, asked } = aWorker(two, { "Ada@example.com": "99" });
  expect(await ownerOf("ada@example.com")).toBe("99");
  expect(asked()).toBe(0);
});

it("is looked for anew after an hour, as people come and go", async () => {
  const { ownerOf, asked, pass } = aWorker(two);
  await ownerOf("ada@example.com");
  pass(59);
  await ownerOf("ada@example.com");
  expect(asked()).toBe(1);
  pass(2);
  await ownerOf("ada@example.com");
  expect(asked()).toBe(2);
});

it("is left out where the CRM does not show its users, which the log says once", async () => {
  const { ownerOf, logged } = aWorker(() => Promise.reject(new RejectedError(403, "The CRM answered 403")));
  expect(await ownerOf("ada@example.com")).toBeUndefined();
  expect(await ownerOf("ada@example.com")).toBeUndefined();
  expect(logged).toEqual(["users of the CRM not read"]);
});

it("is asked for later where the CRM is out of order or takes us for nobody", async () => {
  for (const error of [new TransientError("503"), new RejectedError(401, "401")]) {
    await expect(aWorker(() => Promise.reject(error)).ownerOf("ada@example.com")).rejects.toBe(error);
  }
});
