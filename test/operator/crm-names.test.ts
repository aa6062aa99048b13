import { describe, expect, it } from "vitest";
import { aboutOf } from "../../lambda/connectors/about.ts";
import { RejectedError, TransientError } from "../../lambda/runtime/errors.ts";
import { connectCommand } from "../../operator/cli/commands/connect.ts";
import { checkNames } from "../../operator/doctor/names.ts";
import type { Stage } from "../../operator/stage/stage.ts";
import { playAlone } from "../../stand-ins/crms/index.ts";
import { type CrmAnswer, recordingCrm } from "../fakes/recording-crm.ts";
import { bridge } from "./command-line.ts";
import { aStage, config } from "./stage.ts";

/** Whether what settings name is in the CRM: EspoCRM, as it is played here, or as a test has it answer. */

const usual = Object.fromEntries((aboutOf("espocrm")?.settings ?? []).map(({ name, usual }) => [name, usual]));

const stageWith = (settings: object, open: Stage["openCrm"]): Stage => ({
  ...aStage({
    config: {
      ...config,
      crms: { espo: { connector: "espocrm", settings: { ...usual, ...settings } } },
      sources: {
        website: { ...config.sources.website, account: "main", connector: "html-form", team: 1, report: ["espo"] },
      },
    },
  }),
  openCrm: open,
});

/** The CRM as it is played here. */
function played(settings: object = {}): Stage {
  const crm = playAlone("espocrm", new Date());
  return stageWith(settings, async (_, __, ___) => ({
    credentials: {},
    http: {
      async request(method, path) {
        const headers = { "x-api-key": crm?.credentials.api_key };
        const answer = crm?.answer({ method, path, headers, body: "" });
        const text = answer?.body.toString() ?? "";
        if (answer?.status !== 200) throw new RejectedError(answer?.status ?? 0, `The CRM answered ${answer?.status}`);
        return { status: 200, headers: {}, body: JSON.parse(text), text, truncated: false };
      },
    },
  }));
}

/** Let in while somebody types what that takes. */
const connected = (settings: object = {}): Stage => {
  const stage = played(settings);
  return { ...stage, openCrmWith: () => stage.openCrm };
};

const answering = (answer: CrmAnswer): Stage =>
  stageWith({}, async () => ({ credentials: {}, http: recordingCrm(answer, answer, answer, answer) }));

describe("what the settings of a CRM name", () => {
  it("is found there", async () => {
    const fields = { secondsToRing: "cSecondsToRing", attempts: "cCallAttempts", firstContactAt: "cFirstContact" };
    expect(await checkNames(played({ fields, recordingField: "cRecording" }))).toEqual([
      { check: "CRM fields", of: "espo", status: "ok", found: "What the settings name is there." },
    ]);
  });

  it.each([
    [
      { leadStatus: { missed: "Tried" } },
      "leadStatus.missed is “Tried”, and “status” of a Lead knows only New, Assigned",
    ],
    [{ replacedLeadStatuses: ["Fresh"] }, "replacedLeadStatuses is “Fresh”"],
    [
      { callStatuses: { missed: "Missed" } },
      "callStatuses.missed is “Missed”, and “status” of a Call knows only Planned",
    ],
    [
      { fields: { attempts: "cCallAttempt" } },
      "fields.attempts names the field “cCallAttempt”, which is none of a Lead",
    ],
    [
      { fields: { firstContactAt: "cCallAttempts" } },
      "names the field “cCallAttempts” of a Lead, which is of the type int; use one of the type datetime",
    ],
    [{ recordingField: "cRecordings" }, "recordingField names the field “cRecordings”, which is none of a Call"],
    [{ ownerId: "nobody" }, "ownerId is “nobody”, which is no user"],
  ])("is a fault where it is not: %j", async (settings, words) => {
    const [first, ...more] = await checkNames(played(settings));
    expect(first).toMatchObject({ status: "fault", remedy: "Correct crms.espo.settings, and deploy." });
    expect(first?.found).toContain(words);
    expect(more.filter(({ status }) => status !== "fault")).toEqual([]);
  });

  it.each([
    ["does not describe itself", null, "it does not describe its fields to the bridge"],
    ["shows it to nobody like us", new RejectedError(403, "The CRM answered 403"), "The CRM answered 403"],
    ["is silent", new TransientError("GET: no answer in time"), "GET: no answer in time"],
  ])("is not judged by a CRM that %s", async (_, answer, why) => {
    expect(await checkNames(answering(answer))).toEqual([
      { check: "CRM fields", of: "espo", status: "skipped", found: `Not all of it can be compared: ${why}.` },
    ]);
  });

  it("is nothing to look at where nobody lets the bridge in, or the CRM has no fields of its users'", async () => {
    expect(await checkNames(stageWith({}, async () => undefined))).toEqual([]);
    expect(await checkNames(stageWith({}, () => Promise.reject(new RejectedError(401, "refused"))))).toEqual([]);
    expect(await checkNames(aStage())).toEqual([]);
  });
});

describe("bridge connect", () => {
  const type = (settings: object, line = "espo") =>
    bridge(line.split(" "), {
      stage: connected(settings),
      program: (cli) => connectCommand(cli),
      answers: ["a-key"],
    });

  it("says at once what the settings name and the CRM does not have", async () => {
    const { code, out } = await type({ ownerId: "nobody", leadStatus: { missed: "Tried" } });
    expect(code).toBe(0);
    expect(out).toContain("The setting ownerId is “nobody”, which is no user; `bridge crms owners NAME` shows who is.");
    expect(out).toContain("The setting leadStatus.missed is “Tried”, and “status” of a Lead knows only New, Assigned");
    expect(out).toContain("Correct crms.espo.settings, and deploy.");
    const { json } = await type({ ownerId: "nobody" }, "espo --json");
    expect(json()).toMatchObject({ written: true, wrong_settings: [{ setting: "ownerId" }] });
  });

  it("says nothing of it where all is there, or nobody wants it tried", async () => {
    expect((await type({})).out).not.toContain("The setting");
    expect((await type({ ownerId: "nobody" }, "espo --no-check")).out).not.toContain("The setting");
  });
});
