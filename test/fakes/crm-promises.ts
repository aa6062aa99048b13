import { aConnectedCall, type CrmUnderTest, type CrmWorld, crmWorld, type Plan, strikes } from "./crm-world.ts";

/** What every CRM's connector promises, whatever goes wrong. Each answers what it found broken, in words. */

const RECORDING = "https://recordings.example.com/77.mp3";

interface Story {
  readonly name: string;
  readonly has: (crm: CrmUnderTest) => boolean;
  /** What happens before anything goes wrong. */
  readonly before: (world: CrmWorld) => Promise<unknown>;
  /** What something goes wrong in. */
  readonly act: (world: CrmWorld) => ReturnType<CrmWorld["hears"]>;
  /** How many activities there are in the end. */
  readonly activities: (crm: CrmUnderTest) => number;
}

const reporterOf = ({ connector, settings }: CrmUnderTest) => connector.report?.bind(settings);
const hasRecords = (crm: CrmUnderTest): boolean => reporterOf(crm)?.findRecord !== undefined;
const canUpdate = (crm: CrmUnderTest): boolean => reporterOf(crm)?.update !== undefined;

const stories: readonly Story[] = [
  {
    name: "a call is told",
    has: () => true,
    before: async () => undefined,
    act: (world) => world.hears(aConnectedCall()),
    activities: () => 1,
  },
  {
    name: "the recording comes later",
    has: () => true,
    before: (world) => world.hears(aConnectedCall()),
    act: (world) => world.hears(aConnectedCall({ recording_url: RECORDING })),
    activities: () => 1,
  },
  {
    name: "two leads were merged",
    has: () => true,
    before: (world) => world.joins(),
    act: (world) => world.hears(aConnectedCall()),
    // One record holds a call once; where leads have no records, each is told.
    activities: (crm) => (hasRecords(crm) ? 1 : 2),
  },
];

/** Drives the real step against the CRM's stand-in, with each thing going wrong at each request. */
export async function brokenPromises(crm: CrmUnderTest): Promise<string[]> {
  const broken: string[] = [];
  for (const story of stories.filter(({ has }) => has(crm))) {
    const { found, requests } = await told(crm, story, undefined);
    broken.push(...found);
    for (let at = 1; at <= requests; at += 1) {
      for (const strike of strikes) broken.push(...(await told(crm, story, { at, strike })).found);
    }
  }
  return broken;
}

async function told(
  crm: CrmUnderTest,
  story: Story,
  plan: Plan | undefined,
): Promise<{ readonly found: string[]; readonly requests: number }> {
  const where = plan ? `${story.name}, request ${plan.at} ${plan.strike}` : story.name;
  const world = await crmWorld(crm);
  await story.before(world);
  const before = world.requests();
  if (plan) world.strikes(plan);
  let call = await story.act(world);
  const requests = world.requests() - before;
  const found: string[] = [];
  if (call?.reason === "report-unclear" && plan) {
    // Only a person can say, after a look at the CRM.
    if (world.activities().length > story.activities(crm)) found.push(`${where}: told more than once`);
    call = await world.decides();
  }
  if (call?.state !== "reported") found.push(`${where}: the call is ${call?.state} (${call?.reason}: ${call?.detail})`);
  const activities = world.activities();
  if (activities.length !== story.activities(crm)) {
    found.push(`${where}: ${activities.length} activities instead of ${story.activities(crm)}`);
  }
  if (hasRecords(crm) && world.records().length !== 1) found.push(`${where}: ${world.records().length} records`);
  const isShown = activities.every(({ recordingUrl }) => recordingUrl === RECORDING);
  if (story.name === "the recording comes later" && canUpdate(crm) && !isShown) {
    found.push(`${where}: the recording is not shown`);
  }
  return { found, requests };
}
