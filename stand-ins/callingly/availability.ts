import type { Agent, DaySchedule, Team } from "./model.ts";
import type { Records } from "./state.ts";
import { timeText, weekday } from "./times.ts";

/** Which agents of a team can be rung, by their schedules and do-not-disturb. */

const quarterHourMs = 15 * 60_000;
const quarterHoursInAWeek = 7 * 24 * 4;

export function isAvailable(agent: Agent, at: number): boolean {
  const resting = agent.donotdisturb && (agent.donotdisturb_until === null || at < agent.donotdisturb_until);
  return !resting && isOpen(agent.schedule, at, agent.timezone);
}

/** The agents that ring first: free now, and of the smallest priority number. */
export function agentsToRing(records: Records, team: Team, at: number): Agent[] {
  const free = team.agents.flatMap((member) => {
    const agent = records.get("agent", member.agent_id);
    return agent && isAvailable(agent, at) ? [{ agent, priority: member.priority }] : [];
  });
  const first = Math.min(...free.map(({ priority }) => priority));
  return free.filter(({ priority }) => priority === first).map(({ agent }) => agent);
}

/**
 * The next quarter hour at which somebody can be rung and no other lead of the team waits: leads of one night are
 * spaced 15 minutes apart (https://docs.callingly.com/en/articles/3441054-call-scheduling).
 */
export function nextOpening(records: Records, team: Team, now: number): number | undefined {
  const waiting = records.all("appointment").filter((one) => one.team_id === team.id);
  const taken = new Set(waiting.map(({ at }) => at));
  const first = Math.ceil((now + 1) / quarterHourMs) * quarterHourMs;
  for (let step = 0; step < quarterHoursInAWeek; step++) {
    const at = first + step * quarterHourMs;
    if (!taken.has(at) && agentsToRing(records, team, at).length > 0) return at;
  }
  return undefined;
}

function isOpen(schedule: readonly DaySchedule[], at: number, zone: string): boolean {
  const today = schedule.find(({ day }) => day === weekday(at, zone));
  if (!today?.is_available) return false;
  const now = timeText(at, zone);
  return today.times.some(({ start, end }) => start === "allday" || (start <= now && now < end));
}
