import { Webhook } from "standardwebhooks";
import { describe, expect, it } from "vitest";
import type { CrmHttp, ReportJob } from "../../../lambda/connectors/contract/reporter.ts";
import { webhook } from "../../../lambda/connectors/vendors/webhook/webhook.ts";
import { writeActivity } from "../../../lambda/steps/report-call/write-activity.ts";
import { answeredWith } from "../../fakes/recording-crm.ts";

const secretOf = (text: string): string => `whsec_${Buffer.from(text).toString("base64")}`;
const secret = secretOf("test-only-signing-secret");
const older = secretOf("test-only-older-signing-secret");
const reporter = webhook.report.bind({ url: "https://crm.example.com/hooks/" });

const job = (change: Partial<ReportJob> = {}): ReportJob => ({
  call: { callId: "48213977", final: true, seconds: 247, outcome: "contacted", phone: "+12025550143" },
  lead: {
    id: "lead_1",
    source: "website",
    receivedAt: "2026-06-15T14:30:58.000Z",
    person: { firstName: "José", phone: "+12025550143" },
  },
  credentials: { signing_secret: secret },
  now: new Date(),
  ...change,
});

async function sent(change: Partial<ReportJob> = {}) {
  const sent: { path: string; body: string; headers: Record<string, string> }[] = [];
  const crm: CrmHttp = {
    async request(_method, path, content, headers = {}) {
      sent.push({ path, body: content?.body ?? "", headers });
      return answeredWith({});
    },
  };
  await writeActivity(reporter, crm, job(change), false);
  return sent[0] ?? { path: "", body: "", headers: {} };
}

describe("a signed result", () => {
  it("is believed by the reference library", async () => {
    const { path, body, headers } = await sent();
    expect(path).toBe("");
    expect(new Webhook(secret).verify(body, headers)).toMatchObject({
      type: "call.completed",
      data: { call_id: "48213977", lead_id: "lead_1", first_name: "José", email: null },
    });
    expect(() => new Webhook(secret).verify(body.replace("247", "248"), headers)).toThrow();
    expect(() => new Webhook(older).verify(body, headers)).toThrow();
  });

  it("is signed with both secrets while one replaces the other", async () => {
    const { body, headers } = await sent({ credentials: { signing_secret: secret, previous_signing_secret: older } });
    for (const known of [secret, older]) expect(new Webhook(known).verify(body, headers)).toBeTruthy();
  });

  it("keeps its id when it is sent again, and gets another when something changed", async () => {
    const id = async (change?: Partial<ReportJob>) => (await sent(change)).headers["webhook-id"];
    const first = await id();
    expect(first).toContain("48213977");
    expect(await id({ now: new Date(0) })).toBe(first);
    expect(await id({ call: { ...job().call, transcript: "Hello" } })).not.toBe(first);
  });

  it("says when it adds to an earlier one", async () => {
    expect(JSON.parse((await sent({ activityId: "call_1" })).body).type).toBe("call.updated");
  });

  it("never goes out unsigned", async () => {
    await expect(sent({ credentials: {} })).rejects.toMatchObject({ status: 400 });
  });
});

describe("settings", () => {
  it.each([
    "http://crm.example.com/",
    "ftp://crm.example.com/",
    "crm.example.com",
    "",
    "https://169.254.169.254/latest",
    "https://localhost/",
    "https://2130706433/",
    "https://[::ffff:10.0.0.1]/",
    "https://name:password@crm.example.com/",
  ])("F89: refuse %j, and no address ever comes from a lead or a webhook", (url) => {
    expect(() => webhook.report.bind({ url })).toThrow();
  });
});
