import { describe, expect, it } from "vitest";
import { platformHttp } from "../../../lambda/connectors/kit/in/platform-http.ts";
import { linkedinLeadGen } from "../../../lambda/connectors/vendors/linkedin-lead-gen.ts";
import { metaLeadAds } from "../../../lambda/connectors/vendors/meta-lead-ads.ts";
import { aRequest } from "../../fakes/bridge.ts";
import { answered, fakeSend } from "../../fakes/fake-send.ts";
import { noon } from "../../fakes/leads.ts";
import { intakeOf, readingOf, secretsWith } from "./senders.ts";

const fetchThrough = (connector: typeof metaLeadAds | typeof linkedinLeadGen, body: unknown, settings?: unknown) => {
  const send = fakeSend(answered(200, body));
  const { platform } = intakeOf(connector, settings);
  const http = platformHttp({ baseUrl: platform?.baseUrl ?? "", headers: {}, send, now: () => noon });
  return { send, fetched: platform?.fetch(http, "the-reference", { credentials: {} }) };
};

describe("Meta", () => {
  const change = (leadgen_id: unknown) => ({ field: "leadgen", value: { leadgen_id, page_id: 5 } });

  it("tells of several leads at once, and of other things that are none", async () => {
    const body = {
      entry: [
        { changes: [change("1"), { field: "feed", value: {} }, change("../me")] },
        { changes: [change("99999999999999999999")] },
        "nonsense",
      ],
    };
    expect(await readingOf(metaLeadAds, body)).toEqual({
      kind: "leads",
      leads: ["1", "99999999999999999999"].map((id) => ({ externalId: id, reference: id, extra: { page_id: "5" } })),
    });
    expect(await readingOf(metaLeadAds, { entry: [] })).toMatchObject({ kind: "ignored" });
  });

  it("names page, form and ad of each lead, so that routes can go by them", async () => {
    const value = { leadgen_id: "1", page_id: 5, form_id: "6", ad_id: "7", adgroup_id: null };
    expect(await readingOf(metaLeadAds, { entry: [{ changes: [{ field: "leadgen", value }] }] })).toMatchObject({
      leads: [{ extra: { page_id: "5", form_id: "6", ad_id: "7" } }],
    });
  });

  it.each(["", "&hub.verify_token=", "&hub.verify_token=other"])("is not confirmed with the token %j", (token) => {
    const greeting = aRequest(`/leads/meta?hub.mode=subscribe&hub.challenge=1${token}`, { method: "GET" });
    expect(() => intakeOf(metaLeadAds).handshake?.(greeting, secretsWith({}, ["key"]))).toThrow(
      expect.objectContaining({ status: 403 }),
    );
  });

  it("keeps all answers and consents, and reads by the mapping of the source", async () => {
    const lead = {
      field_data: [
        { name: "wie_heißen_sie?", values: ["Yusuf Hartley"] },
        { name: "work_phone_number", values: ["+12125550188"] },
        { name: "services", values: ["a", "b"] },
      ],
      custom_disclaimer_responses: [{ checkbox_key: "call", is_checked: "1" }],
    };
    const settings = { mapping: { fullName: "wie_heißen_sie?" }, apiVersion: "v30.0" };
    const { fetched, send } = fetchThrough(metaLeadAds, lead, settings);
    expect(await fetched).toMatchObject({
      kind: "lead",
      lead: {
        fullName: "Yusuf Hartley",
        phone: "+12125550188",
        extra: { services: "a, b", "consent call": "1" },
      },
    });
    expect(send.requests[0]?.url).toMatch(/^https:\/\/graph\.facebook\.com\/v30\.0\/the-reference\?/);
  });
});

describe("LinkedIn", () => {
  const challenge = (code: string) =>
    aRequest(`/leads/linkedin?challengeCode=${encodeURIComponent(code)}`, { method: "GET" });

  it("gets no signature for anything but its own codes, so that nobody has a notification signed here", () => {
    const answer = (code: string) => () =>
      intakeOf(linkedinLeadGen).handshake?.(challenge(code), secretsWith({ signing_secret: "s3cret" }));
    for (const code of [
      'hmacsha256={"type":"LEAD_ACTION"}',
      "",
      "890e4665",
      `890e4665-4dfe-4ab1-b689-ed553bceeed0\n`,
    ]) {
      expect(answer(code)).toThrow(expect.objectContaining({ status: 400 }));
    }
    expect(answer("890e4665-4dfe-4ab1-b689-ed553bceeed0")()?.status).toBe(200);
  });

  it("tells of leads that were deleted, too, which ring nobody", async () => {
    const body = { leadAction: "DELETED", leadGenFormResponse: "urn:li:leadGenFormResponse:a-1" };
    expect(await readingOf(linkedinLeadGen, body)).toMatchObject({ kind: "ignored" });
    await expect(readingOf(linkedinLeadGen, { leadGenFormResponse: "urn:li:x:../me" })).rejects.toMatchObject({
      status: 422,
    });
  });

  it("marks test leads, which ring nobody", async () => {
    const { fetched } = fetchThrough(linkedinLeadGen, { testLead: true, formResponse: { answers: [] } });
    expect(await fetched).toMatchObject({ kind: "test" });
  });

  it("is asked in the version that the settings name", async () => {
    const { fetched, send } = fetchThrough(
      linkedinLeadGen,
      { formResponse: { answers: [] } },
      { apiVersion: "202701" },
    );
    await fetched;
    expect(send.requests[0]?.headers).toMatchObject({ "linkedin-version": "202701" });
  });

  it("reads what it can of a response whose questions it does not tell", async () => {
    const answers = [
      { questionId: 1, answerDetails: { textQuestionAnswer: { answer: "x" } } },
      { questionId: 2, answerDetails: { multipleChoiceAnswer: { options: [3, 4] } } },
      {},
    ];
    const consentResponses = [{ consentId: 4, accepted: true }];
    const { fetched, send } = fetchThrough(linkedinLeadGen, { formResponse: { answers, consentResponses } });
    expect(await fetched).toMatchObject({
      kind: "lead",
      lead: { extra: { "question 1": "x", "question 2": "3, 4", "consent 4": "true" } },
    });
    expect(send.requests[0]?.headers).toMatchObject({
      "linkedin-version": "202606",
      "x-restli-protocol-version": "2.0.0",
    });
  });
});
