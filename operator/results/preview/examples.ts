import type { ReportJob } from "../../../lambda/connectors/contract/reporter.ts";
import type { CallResult } from "../../../lambda/lead/call/call.ts";
import type { LeadOutcome } from "../../../lambda/lead/lead.ts";
import { reasonWords } from "../../../lambda/lead/reasons.ts";
import type { Scene, Step } from "./scene.ts";

/** A result of each kind that there is. People, companies and numbers are invented; the numbers ring nobody. */

/** A little after the last of the calls. */
export const exampleNow = new Date("2026-06-15T15:00:00.000Z");

const dana: ReportJob["lead"] = {
  id: "lead_preview1",
  source: "website",
  receivedAt: "2026-06-15T14:30:00.000Z",
  country: "US",
  person: {
    firstName: "Dana",
    lastName: "Whitfield",
    email: "dana.whitfield@example.com",
    company: "Harbor Pine LLC",
    phone: "+12125550123",
  },
};

/** Another request of the same person, that was not called for itself. */
const danaAgain: ReportJob["lead"] = {
  ...dana,
  id: "lead_preview2",
  source: "crm-workflow",
  receivedAt: "2026-06-15T14:30:20.000Z",
  person: { ...dana.person, email: "d.whitfield@example.org" },
};

const rung: CallResult = {
  callId: "48213977",
  final: true,
  direction: "outbound",
  startedAt: "2026-06-15T14:30:07.000Z",
  seconds: 0,
  phone: "+12125550123",
  fromPhone: "+12125550100",
  team: "Sales",
  teamId: "19230",
  attempt: 1,
  callinglyLeadId: "6200001",
};

const talked: CallResult = {
  ...rung,
  status: "completed",
  outcome: "contacted",
  seconds: 247,
  agent: { name: "Ada Fields", email: "ada.fields@example.com" },
};

const missed: CallResult = { ...rung, status: "missed", outcome: "missed" };

const recorded: CallResult = {
  ...talked,
  recordingUrl: "https://recordings.example.com/48213977.mp3",
  transcript: "Agent: Is that Dana? You asked us to call.\nDana: Yes, about the offer <for May>.",
  tag: "Interested",
};

const result = (call: CallResult, lead = dana, outcome: LeadOutcome | undefined = call.outcome): Step => ({
  call,
  lead: { ...lead, ...(outcome && { outcome }) },
});

const known = (call: CallResult): Step => ({ ...result(call), isKnown: true });

const scene = (name: string, about: string, shown: Step, ...before: readonly Step[]): Scene => ({
  name,
  about,
  before,
  shown,
});

export const examples: readonly Scene[] = [
  scene("connected", "an agent talked with a person whom the CRM has; no recording, no transcript", known(talked)),
  scene(
    "voicemail",
    "a message was left",
    known({ ...talked, outcome: "voicemail", seconds: 22, status: "completed" }),
  ),
  scene("missed", "nobody answered", known(missed)),
  scene("busy", "the line was busy", known({ ...missed, status: "busy" })),
  scene("removed", "the person asked not to be called again", known({ ...talked, outcome: "removed", seconds: 31 })),
  scene("error", "the call failed", known({ ...rung, status: "error", error: "The number is not in service" })),
  scene("recorded", "as connected, with recording, transcript and tag", known(recorded)),
  scene("create", "as connected; the CRM does not have the person", result(talked)),
  scene("update", "recording and transcript came after the result was written", known(recorded), known(talked)),
  scene("own-record", "the lead came from the CRM itself", {
    ...result(talked),
    record: { type: "contact", id: "1" },
  }),
  scene(
    "merged",
    "the person asked twice and was called once: the second lead's record hears of it, too",
    { ...result(talked, danaAgain), record: { type: "contact", id: "2" } },
    known(talked),
  ),
  scene("inbound", "the person called back", known({ ...talked, callId: "48213981", direction: "inbound" })),
  scene(
    "redial",
    "the second attempt reached the person",
    known({ ...talked, callId: "48213990", startedAt: "2026-06-15T14:40:00.000Z", attempt: 2 }),
    known(missed),
  ),
  scene(
    "remark",
    "there was no call: the CRM is told why",
    known({
      callId: "note4f1d0c7be2a93d58",
      status: "not called",
      final: true,
      direction: "outbound",
      seconds: 0,
      phone: "+12125550123",
      remark: reasonWords.stale,
    }),
  ),
  scene("unclear", "the answer to the first write was lost", { ...known(talked), isUnclear: true }, known(talked)),
];
