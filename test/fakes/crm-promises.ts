import type { Connector } from "../../lambda/connectors/contract/connector.ts";
import type { Call } from "../../lambda/lead/call/call.ts";
import { type CrmStandIn, peopleOf, type Refusal } from "../../stand-ins/kit/crm.ts";
import { kept } from "../../stand-ins/kit/kept.ts";
import { usualRefusals } from "../../stand-ins/kit/refusals.ts";
import { aConnectedCall } from "./calls.ts";
import { type CrmUnderTest, type CrmWorld, crmWorld, diedBeforeMerge, type Plan, strikes } from "./crm-world.ts";

/** What every CRM's connector promises, whatever goes wrong. Each answers what it found broken, in words. */

const RECORDING = "https://recordings.example.com/77.mp3";

interface Story {
  readonly name: string;
  readonly has: (crm: CrmUnderTest) => boolean;
  /** What happens before anything goes wrong. */
  readonly before: (world: CrmWorld) => Promise<unknown>;
  /** What something goes wrong in. */
  readonly act: (world: CrmWorld) => ReturnType<CrmWorld["hears"]>;
  /** What may become of each request. */
  readonly goesWrong: (crm: CrmUnderTest) => readonly Plan["strike"][];
  /** How many activities there are in the end. */
  readonly activities: (crm: CrmUnderTest) => number;
}

const hasRecords = ({ reporter }: CrmUnderTest): boolean => reporter.findRecord !== undefined;
const canUpdate = ({ reporter }: CrmUnderTest): boolean => reporter.update !== undefined;
const canFindTrace = ({ reporter }: CrmUnderTest): boolean => reporter.findTrace !== undefined;
const canMerge = ({ standIn }: CrmUnderTest): boolean =>
  peopleOf(standIn.play(() => kept(undefined)))?.merge !== undefined;

/** Everything: what the way there does, what any server may answer, and how the vendor refuses. */
const everything = ({ standIn }: CrmUnderTest) => [...strikes, ...usualRefusals, ...(standIn.refusals ?? [])];

const stories: readonly Story[] = [
  {
    name: "a call is told",
    has: () => true,
    before: async () => undefined,
    act: (world) => world.hears(aConnectedCall()),
    goesWrong: everything,
    activities: () => 1,
  },
  {
    name: "a call is told three times",
    has: () => true,
    before: async () => undefined,
    async act(world) {
      for (const _ of ["once", "twice"]) await world.hears(aConnectedCall());
      return world.hears(aConnectedCall());
    },
    goesWrong: () => ["answer lost", "died after"],
    activities: () => 1,
  },
  {
    name: "the recording comes later",
    has: () => true,
    before: (world) => world.hears(aConnectedCall()),
    act: (world) => world.hears(aConnectedCall({ recording_url: RECORDING })),
    goesWrong: everything,
    activities: () => 1,
  },
  {
    name: "the recording comes after its record was merged into another",
    has: canMerge,
    async before(world) {
      await world.hears(aConnectedCall());
      world.merges();
    },
    act: (world) => world.hears(aConnectedCall({ recording_url: RECORDING })),
    goesWrong: () => ["answer lost", "died after"],
    activities: () => 1,
  },
  {
    name: "a call is told, and its record merged into another",
    has: canMerge,
    before: async () => undefined,
    act: (world) => world.hears(aConnectedCall()),
    goesWrong: () => [diedBeforeMerge],
    activities: () => 1,
  },
  {
    name: "two leads were merged",
    has: () => true,
    before: (world) => world.joins(),
    act: (world) => world.hears(aConnectedCall()),
    goesWrong: (crm) => [...strikes, ...(canMerge(crm) && canFindTrace(crm) ? [diedBeforeMerge] : [])],
    // One record holds a call once; where leads have no records, each is told.
    activities: (crm) => (hasRecords(crm) ? 1 : 2),
  },
];

/** A person looks once an hour, and an outage may last for several. */
const MOST_LOOKS = 8;

/** A connector with the settings that hold for trying it out. */
export interface Tried {
  readonly connector: Connector;
  readonly standIn: CrmStandIn;
  readonly settings?: unknown;
}

/** Drives the real step against the CRM's stand-in, with each thing going wrong at each request. */
export async function brokenPromises({ connector, standIn, settings }: Tried): Promise<string[]> {
  const reporter = connector.report?.bind(settings);
  if (!reporter) throw new Error(`${connector.key} takes no results`);
  const crm: CrmUnderTest = { connector, standIn, reporter };
  const broken: string[] = [];
  for (const story of stories.filter(({ has }) => has(crm))) {
    const { found, requests } = await told(crm, story, undefined);
    broken.push(...found);
    for (let at = 1; at <= requests; at += 1) {
      for (const strike of story.goesWrong(crm)) broken.push(...(await told(crm, story, { at, strike })).found);
    }
  }
  return broken;
}

const nameOf = (strike: Plan["strike"]): string => (typeof strike === "string" ? strike : strike.what);

async function told(
  crm: CrmUnderTest,
  story: Story,
  plan: Plan | undefined,
): Promise<{ readonly found: string[]; readonly requests: number }> {
  const where = plan ? `${story.name}, request ${plan.at} ${nameOf(plan.strike)}` : story.name;
  const world = await crmWorld(crm);
  await story.before(world);
  const before = world.requests();
  if (plan) world.strikes(plan);
  let call = await story.act(world);
  const requests = world.requests() - before;
  const found: string[] = [];
  for (let looks = 0; call?.reason === "report-unclear" && plan && looks < MOST_LOOKS; looks += 1) {
    // Only a person can say, after a look at the CRM.
    if (world.activities().length > story.activities(crm)) found.push(`${where}: told more than once`);
    call = await world.decides();
  }
  if (call?.state === "parked" && typeof plan?.strike === "object") {
    found.push(...brokenWith(plan.strike, call).map((what) => `${where}: ${what}`));
    call = await world.mended();
  }
  if (call?.state !== "reported") found.push(`${where}: the call is ${call?.state} (${call?.reason}: ${call?.detail})`);
  const activities = world.activities();
  if (activities.length !== story.activities(crm)) {
    found.push(`${where}: ${activities.length} activities instead of ${story.activities(crm)}`);
  }
  if (hasRecords(crm) && world.records().length !== 1) found.push(`${where}: ${world.records().length} records`);
  const isShown = activities.every(({ recordingUrl }) => recordingUrl === RECORDING);
  if (story.name.startsWith("the recording comes") && canUpdate(crm) && !isShown) {
    found.push(`${where}: the recording is not shown`);
  }
  return { found, requests };
}

/** A result that waits for a person: for this refusal, and with the CRM's own words. */
function brokenWith({ means, words }: Refusal, { reason, detail }: Call): string[] {
  const isAccess = reason === "crm-access-refused";
  if (means === "wait") return [`a person is asked (${reason}: ${detail})`];
  if (means === "access" && !isAccess) return [`access is no matter of ${reason}: ${detail}`];
  const isTold = isAccess || words === undefined || detail?.includes(words) === true;
  return isTold ? [] : [`the CRM's words are not told: ${detail}`];
}
