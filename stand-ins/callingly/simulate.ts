import { agentsToRing, nextOpening } from "./availability.ts";
import type { Appointment, Attempt, Call, Lead, Script, Team } from "./model.ts";
import { type Ending, endings, type Outcomes } from "./outcomes.ts";
import type { Random } from "./ports.ts";
import type { Draft } from "./state.ts";
import type { Switches } from "./switches.ts";

/**
 * The life of a call: ringing, perhaps in progress, ended; then its recording, its transcript, and perhaps a redial.
 * Each step writes what comes next and when, so a restarted stand-in goes on where it stopped.
 */
export interface World {
  readonly records: Draft;
  readonly now: number;
  readonly switches: Switches;
  readonly outcomes: Outcomes;
  readonly random: Random;
}

/** Seconds from ringing the team to an answer, or to giving up. */
const ringSeconds = 5;
/** Seconds a rep holds the line while a lead's phone rings out. */
const shortestTalkSeconds = 10;

/** Rings now, later if it is scheduled or the team is closed, or not at all. Undefined while nothing rings yet. */
export function placeCall(world: World, attempt: Attempt, scheduledAt?: number): Call | undefined {
  const { records, now } = world;
  if (scheduledAt !== undefined && scheduledAt > now) return void addAppointment(world, attempt, scheduledAt);
  const team = records.get("team", attempt.team_id);
  if (!team || agentsToRing(records, team, now).length > 0) return startCall(world, attempt);
  const opening = team.is_reschedule ? nextOpening(records, team, now) : undefined;
  if (opening === undefined) return offlineCall(world, attempt);
  return void addAppointment(world, attempt, opening);
}

/** Rings what was booked, unless the lead was stopped in the meantime. */
export function keepAppointment(world: World, { id, at: _, ...attempt }: Appointment): void {
  const { records } = world;
  records.remove("appointment", id);
  const lead = records.get("lead", attempt.lead_id);
  if (!lead || lead.deleted_at !== null || lead.is_stopped || lead.is_blocked) return;
  placeCall(world, attempt);
}

/** Takes the step a call has been waiting for. */
export function advanceCall(world: World, call: Call): void {
  const steps = { answer, end, recording: addRecording, transcript: addTranscript };
  if (call.next) steps[call.next.step](world, call);
}

function startCall(world: World, attempt: Attempt): Call {
  const { records, now } = world;
  const delay = records.get("team", attempt.team_id)?.delay ?? 0;
  const call = records.put("call", {
    ...newCall(world, attempt),
    status: "ringing",
    next: { step: "answer", at: later(world, delay + ringSeconds) },
  });
  records.put("ring", {
    id: records.nextId("ring"),
    at: now,
    call_id: call.id,
    account_id: call.account_id,
    team_id: call.team_id,
    lead_id: call.lead_id,
    phone_number: records.get("lead", call.lead_id)?.phone_number ?? "",
    crm_id: call.crm_id,
    by: call.by,
  });
  return call;
}

/** A team that is closed and does not reschedule: there is a call to read about, but no phone rang. */
function offlineCall(world: World, attempt: Attempt): Call {
  const call = newCall(world, attempt);
  finish(world, { ...call, script: { outcome: "offline" } });
  return call;
}

function newCall({ records, now }: World, attempt: Attempt): Call {
  const numbers = records.all("number").filter((number) => number.account_id === attempt.account_id);
  return {
    ...attempt,
    id: records.nextId("call"),
    agent_id: null,
    number_id: attempt.direction === "inbound" ? (numbers[0]?.id ?? null) : null,
    started_at: now,
    status: "ringing",
    result: null,
    seconds: 0,
    response_time: null,
    recording_url: null,
    waveform_url: null,
    transcript: null,
    error_code: "",
    error_message: null,
    script: null,
    next: null,
  };
}

/** Only now is the outcome drawn: a request that is never committed must not use up a script. */
function answer(world: World, call: Call): void {
  const script = drawScript(world, call);
  const ending = script.outcome === "endless" ? undefined : endings[script.outcome];
  if (ending?.seconds === null) {
    finish(world, { ...call, script });
    return;
  }
  world.records.put("call", {
    ...call,
    script,
    agent_id: pickAgent(world, call),
    status: "in-progress",
    response_time: Math.round(((world.now - call.started_at) * world.switches.speed) / 1000),
    next: ending ? { step: "end", at: later(world, Math.max(script.seconds ?? 0, shortestTalkSeconds)) } : null,
  });
}

function end(world: World, call: Call): void {
  finish(world, { ...call, seconds: call.script?.seconds ?? 0 });
}

function finish(world: World, call: Call): void {
  const { records, switches } = world;
  const ending = endings[(call.script?.outcome ?? "error") as keyof typeof endings];
  const team = records.get("team", call.team_id);
  const recorded = team?.is_record && call.seconds > 0;
  records.put("call", {
    ...call,
    status: ending.status,
    result: ending.result,
    ...(ending.status === "error" ? { error_code: "31005", error_message: "The carrier refused the call." } : {}),
    next: recorded ? { step: "recording", at: later(world, switches.recordingDelaySeconds) } : null,
  });
  const lead = records.get("lead", call.lead_id);
  if (!lead) return;
  records.put("lead", tellLead(lead, ending));
  if (team && call.direction === "outbound" && !lead.is_stopped) redial(world, call, team, ending);
}

/** A lead keeps its last result when a later attempt has none. */
function tellLead(lead: Lead, { status, result }: Ending): Lead {
  const reached = status === "completed" && result !== "missed";
  return {
    ...lead,
    status: reached ? "called" : "missed",
    result: result ?? lead.result,
    is_stopped: result === "removed" ? 1 : lead.is_stopped,
  };
}

/** The agents are tried again first; when that is used up, or the lead was missed, the lead is. */
function redial(world: World, call: Call, team: Team, { again }: Ending): void {
  const agentsLeft = team.is_retry && call.retry < team.retries;
  const leadLeft = team.is_retry_lead && call.lead_retry < team.lead_retries;
  if (again === "agents" && agentsLeft) {
    const minutes = waitOf(team.retry_schedule, call.retry);
    addAppointment(world, { ...attemptOf(call), retry: call.retry + 1, by: "redial" }, later(world, minutes * 60));
  } else if (again && leadLeft) {
    const minutes = waitOf(team.lead_retry_schedule, call.lead_retry);
    const attempt: Attempt = { ...attemptOf(call), retry: 0, lead_retry: call.lead_retry + 1, by: "redial" };
    addAppointment(world, attempt, later(world, minutes * 60));
  }
}

function addRecording(world: World, call: Call): void {
  const place = `https://cdn.callingly.com`;
  world.records.put("call", {
    ...call,
    recording_url: `${place}/recordings/standin-${call.id}.mp3`,
    waveform_url: `${place}/waveforms/standin-${call.id}.png`,
    next: { step: "transcript", at: later(world, world.switches.transcriptDelaySeconds) },
  });
}

function addTranscript({ records, switches }: World, call: Call): void {
  const agent = call.agent_id === null ? undefined : records.get("agent", call.agent_id);
  const team = records.get("team", call.team_id);
  const greeting = `Speaker A: Hello, this is ${agent?.fname ?? "the team"} from ${team?.name ?? "the office"}.`;
  const reply = call.result === "voicemail" ? "Please leave a message." : "Hello, thank you for calling so soon.";
  const talk = Array.from({ length: switches.transcriptWords }, () => " words").join("");
  records.put("call", { ...call, transcript: `${greeting}\nSpeaker B: ${reply}${talk}`, next: null });
}

function drawScript({ records, outcomes, switches, random }: World, call: Call): Script {
  const phone = records.get("lead", call.lead_id)?.phone_number ?? "";
  const script = outcomes.next(phone, call.retry + call.lead_retry, switches.outcomeWeights, random);
  const [shortest, longest] = (script.outcome !== "endless" && endings[script.outcome].seconds) || [0, 0];
  return { seconds: shortest + Math.floor(random() * (longest - shortest + 1)), ...script };
}

function pickAgent({ records, now, random }: World, call: Call): number | null {
  const team = records.get("team", call.team_id);
  const free = team ? agentsToRing(records, team, now) : [];
  const owner = records.get("lead", call.lead_id)?.lead_owner_id;
  const chosen = free.find(({ id }) => id === owner) ?? free[Math.floor(random() * free.length)];
  return chosen?.id ?? null;
}

function addAppointment({ records }: World, attempt: Attempt, at: number): void {
  records.put("appointment", { ...attempt, id: records.nextId("appointment"), at });
}

const attemptOf = ({
  account_id,
  team_id,
  lead_id,
  direction,
  source,
  crm_id,
  retry,
  lead_retry,
  by,
}: Call): Attempt => ({
  account_id,
  team_id,
  lead_id,
  direction,
  source,
  crm_id,
  retry,
  lead_retry,
  by,
});

const waitOf = (schedule: readonly number[], attempt: number): number =>
  schedule[Math.min(attempt, schedule.length - 1)] ?? 1;

const later = ({ now, switches }: World, seconds: number): number =>
  Math.round(now + (seconds * 1000) / switches.speed);
