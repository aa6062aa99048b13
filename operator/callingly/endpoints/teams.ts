import { changes, count, counts, type Endpoint, flag, ids, may, orNone, reads, text } from "../endpoint.ts";

/** Teams, and which agents are in them. */

const team = {
  is_record: may(flag),
  call_mode: may(text),
  whispertext: may(text),
  post_whispertext: may(text),
  language: may(text),
  delay: may(count),
  is_retry: may(flag),
  retries: may(count),
  retry_schedule: may(counts),
  is_reschedule: may(flag),
  is_retry_lead: may(flag),
  lead_retries: may(count),
  lead_retry_schedule: may(counts),
  is_sms: may(flag),
  sms_body: may(text),
};

const columns = ["id", "name", "call_mode", "is_users_available_for_call"];

export const teams: readonly Endpoint[] = [
  reads(
    { name: "teams list", does: "The account's teams, with the ids that sources name.", columns: ["id", "name"] },
    (callingly) => callingly.listTeams(),
  ),
  reads({ name: "teams get", does: "One team with its settings.", ids: ["team"], columns }, (callingly, [team = ""]) =>
    callingly.getTeam(team),
  ),
  changes(
    { name: "teams create", does: "Creates a team.", fields: { name: text, ...team }, columns },
    (callingly, _, settings) => callingly.createTeam(settings),
  ),
  changes(
    {
      name: "teams update",
      does: "Changes the team; whether what is left out keeps its value, Callingly does not say.",
      ids: ["team"],
      fields: { name: may(text), ...team },
      columns,
    },
    (callingly, [team = ""], settings) => callingly.updateTeam(team, settings),
  ),
  reads(
    {
      name: "teams agents",
      does: "The agents that take the team's calls, in their order.",
      ids: ["team"],
      columns: ["id", "name", "priority", "cap"],
    },
    (callingly, [team = ""]) => callingly.listTeamAgents(team),
  ),
  changes(
    { name: "teams set-agents", does: "Replaces all agents of the team.", ids: ["team"], fields: { agents: ids } },
    (callingly, [team = ""], { agents }) => callingly.setTeamAgents(team, agents),
  ),
  changes(
    {
      name: "teams update-agent",
      does: "Changes when in the team the agent is called.",
      ids: ["team", "agent"],
      fields: { priority: count, cap: may(orNone(count)) },
    },
    (callingly, [team = "", agent = ""], place) => callingly.updateTeamAgent(team, agent, place),
  ),
  changes(
    { name: "teams remove-agent", does: "Takes from the team the agent.", ids: ["team", "agent"] },
    (callingly, [team = "", agent = ""]) => callingly.removeTeamAgent(team, agent),
  ),
];
