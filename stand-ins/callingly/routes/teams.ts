import * as z from "zod";
import { findOwned, listOwned } from "../access.ts";
import { invalid, notFound } from "../errors.ts";
import type { Team, TeamMember } from "../model.ts";
import type { Context, Route } from "../router.ts";
import { flag, integer, stated, text, validate } from "../rules.ts";
import { defaultTeamSettings } from "../seed.ts";
import { teamAgentsView, teamRow, teamView } from "../views.ts";

const SettingsSchema = z
  .object({
    name: text,
    is_record: flag,
    call_mode: text,
    whispertext: text,
    post_whispertext: text,
    language: text,
    delay: integer,
    is_retry: flag,
    retries: integer,
    retry_schedule: z.array(integer),
    is_reschedule: flag,
    is_retry_lead: flag,
    lead_retries: integer,
    lead_retry_schedule: z.array(integer),
    is_sms: flag,
    sms_body: text,
    whispertext_voice: text,
  })
  .partial();
const CreateSchema = SettingsSchema.extend({ name: text });
const MembersSchema = z.object({ agents: z.array(integer) });
const MemberSchema = z.object({ priority: integer.optional(), cap: integer.nullish() });

const findTeam = (context: Context): Team => findOwned(context, "team", context.params.id ?? 0);

const create = (context: Context) => {
  const { records, account, input } = context;
  const settings = stated(validate(CreateSchema, input));
  const id = records.nextId("team");
  return teamView(
    records.put("team", { ...defaultTeamSettings, ...settings, id, account_id: account.id, agents: [] }),
    context,
  );
};

const update = (context: Context) => {
  const settings = stated(validate(SettingsSchema, context.input));
  return teamView(context.records.put("team", { ...findTeam(context), ...settings }), context);
};

/** Replaces the whole list; agents that stay keep priority and cap. */
const setMembers = (context: Context) => {
  const team = findTeam(context);
  const { agents } = validate(MembersSchema, context.input);
  for (const id of agents) requireAgent(context, id);
  const members = agents.map((id) => findMember(team, id) ?? { agent_id: id, priority: 1, cap: null });
  return teamAgentsView(context.records.put("team", { ...team, agents: members }), context);
};

const removeMember = (context: Context) => {
  const team = findTeam(context);
  const gone = requireMember(team, context);
  context.records.put("team", { ...team, agents: team.agents.filter((member) => member !== gone) });
  return { success: true };
};

const updateMember = (context: Context) => {
  const team = findTeam(context);
  const member = requireMember(team, context);
  const changed = { ...member, ...stated(validate(MemberSchema, context.input)) };
  context.records.put("team", { ...team, agents: team.agents.map((one) => (one === member ? changed : one)) });
  return { success: true };
};

function requireMember(team: Team, { params }: Context): TeamMember {
  const agentId = params.agent_id ?? 0;
  const member = findMember(team, agentId);
  if (!member) throw notFound("User", agentId);
  return member;
}

function requireAgent(context: Context, id: number): void {
  const isOurs = listOwned(context, "agent").some((agent) => agent.id === id);
  if (!isOurs) throw invalid({ agents: ["The selected agents is invalid."] });
}

const findMember = (team: Team, agentId: number) => team.agents.find(({ agent_id }) => agent_id === agentId);

export const teamRoutes: readonly Route[] = [
  { method: "GET", path: "/teams", run: (context) => listOwned(context, "team").map(teamRow) },
  { method: "GET", path: "/teams/{id}", run: (context) => teamView(findTeam(context), context) },
  { method: "POST", path: "/teams", run: create },
  { method: "PUT", path: "/teams/{id}", run: update },
  { method: "GET", path: "/teams/{id}/agents", run: (context) => teamAgentsView(findTeam(context), context) },
  { method: "PUT", path: "/teams/{id}/agents", run: setMembers },
  { method: "DELETE", path: "/teams/{id}/agents/{agent_id}", run: removeMember },
  { method: "PUT", path: "/teams/{id}/agents/{agent_id}", run: updateMember },
];
