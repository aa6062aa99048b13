import { ada, type DemoAgent, demoAgent } from "../kit/agents.ts";
import type { Account, Agent, DaySchedule, OwnNumber, Team, TeamSettings } from "./model.ts";
import type { Draft } from "./state.ts";

/** Opens the demo account; the local bridge uses it unless configured otherwise. */
export const demoToken = "demo-token";
/** Opens an agency with two clients. */
export const agencyToken = "demo-agency-token";

export const demoAccountId = 11001;
export const demoTeamId = 19230;
export const agencyAccountId = 11100;
export const clientAccountIds = [11101, 11102] as const;

/**
 * Makes sure that a world has what somebody needs in it, which may be there from an earlier run.
 * @returns account ids by token
 */
export type Populate = (records: Draft) => Readonly<Record<string, number>>;

/** The demo's accounts, made on the first day. */
export const demoWorld =
  (token = demoToken): Populate =>
  (records) => {
    if (records.all("account").length === 0) seed(records);
    return { [token]: demoAccountId, [agencyToken]: agencyAccountId };
  };

/** The vendor's own defaults where they are known: help article 38, "Create Team". */
export const defaultTeamSettings: TeamSettings = {
  name: "Team",
  is_record: 1,
  call_mode: "simultaneous",
  whispertext: "New lead: {first_name} {last_name} from {category}",
  post_whispertext:
    "Press 1 if you reached the lead, press 2 if you left a voicemail, otherwise press 3 to reschedule the call.",
  language: "en",
  delay: 0,
  is_retry: 1,
  retries: 1,
  retry_schedule: [1],
  is_reschedule: 1,
  is_retry_lead: 1,
  lead_retries: 2,
  lead_retry_schedule: [1, 5],
  is_sms: 0,
  sms_body: "",
  whispertext_voice: "female",
};

/** Always open, so that trying the stand-in does not depend on the hour. */
export const openAllWeek: readonly DaySchedule[] = [
  "Sunday",
  "Monday",
  "Tuesday",
  "Wednesday",
  "Thursday",
  "Friday",
  "Saturday",
].map((label, day) => ({ label, day, is_available: true, times: [{ start: "allday", end: "allday" }] }));

/** An account with two agents in one team, and an agency with two clients. Everybody in it is invented. */
function seed(records: Draft): void {
  putAccount(records, { id: demoAccountId, name: "Demo Realty" });
  putTeam(records, demoAccountId, demoTeamId, [27001, 27002]);

  putAccount(records, { id: agencyAccountId, name: "Demo Agency", is_agency: true });
  clientAccountIds.forEach((id, at) => {
    putAccount(records, { id, name: `Demo Client ${at + 1}`, agency_id: agencyAccountId });
    putTeam(records, id, 19301 + at, [27011 + at]);
  });
}

export function putAccount(records: Draft, account: Partial<Account> & Pick<Account, "id" | "name">): Account {
  records.put("number", ownNumber(records.nextId("number"), account.id));
  return records.put("account", {
    email: `owner-${account.id}@example.com`,
    agency_id: null,
    is_agency: false,
    is_active: true,
    timezone: "America/New_York",
    country_code: "US",
    ...account,
  });
}

export function putTeam(
  records: Draft,
  accountId: number,
  id: number,
  agentIds: readonly number[],
  name = "Sales",
): void {
  for (const agentId of agentIds) records.put("agent", agent(accountId, agentId));
  const agents = agentIds.map((agentId) => ({ agent_id: agentId, priority: 1, cap: null }));
  const team: Team = { ...defaultTeamSettings, id, account_id: accountId, name, agents };
  records.put("team", team);
}

const people: Record<number, DemoAgent> = {
  27001: ada,
  27002: demoAgent("Ben", "Marsh"),
  27011: demoAgent("Cleo", "Brook"),
  27012: demoAgent("Dan", "Heath"),
};

function agent(accountId: number, id: number): Agent {
  const { firstName: fname, lastName: lname, email } = people[id] ?? demoAgent("Agent", String(id));
  return {
    id,
    account_id: accountId,
    fname,
    lname,
    email,
    phone_number: `+1212555${String(100 + (id % 100)).padStart(4, "0")}`,
    ext: "",
    donotdisturb: 0,
    donotdisturb_until: null,
    priority: 1,
    timezone: "America/New_York",
    schedule: openAllWeek,
  };
}

const ownNumber = (id: number, accountId: number): OwnNumber => ({
  id,
  account_id: accountId,
  name: "Main line",
  phone_number: `+1646555${String(100 + (accountId % 100)).padStart(4, "0")}`,
});
