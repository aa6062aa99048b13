/**
 * Every endpoint of Callingly's API, help article 38 "Callingly API Documentation"
 * (https://help.callingly.com/article/38-callingly-api-documentation), and two that only connectors in public code
 * know: Update Lead and Send SMS.
 */
import * as z from "zod/mini";
import { type ApiRequest, type CallinglyConnection, callinglyApi } from "./api.ts";
import { CallinglyError } from "./error.ts";
import type * as Input from "./inputs.ts";
import type { PostOutcome } from "./outcome.ts";
import * as schemas from "./schemas.ts";

export type CallinglyClient = ReturnType<typeof callinglyClient>;

/**
 * Methods throw CallinglyError, except `createCall` and `sendSms`, which answer with the outcome of the request. Those
 * that create or update answer undefined when Callingly accepted without showing the new state.
 */
export function callinglyClient(connection: CallinglyConnection) {
  const { ask, postOnce } = callinglyApi(connection);

  const read = async <T>(schema: z.ZodMiniType<T>, path: Path, more: Pick<ApiRequest, "query" | "asAgency"> = {}) => {
    const answer = z.safeParse(schema, await ask({ method: "GET", path, ...more }));
    if (answer.success) return answer.data;
    const where = answer.error.issues[0]?.path.join(".") || "the whole answer";
    throw new CallinglyError({ method: "GET", path: `/${path.join("/")}` }, `unexpected answer, at ${where}`);
  };
  const change = async <T>(schema: z.ZodMiniType<T>, request: ApiRequest) =>
    z.safeParse(schema, await ask(request)).data;
  const tell = async (request: ApiRequest): Promise<void> => {
    await ask(request);
  };

  return {
    // Clients of an agency

    listClients: () => read(schemas.ClientsAnswer, ["clients"], { asAgency: true }),
    createClient: (body: Input.ClientInput) =>
      change(schemas.ClientAnswer, { method: "POST", path: ["clients"], body, asAgency: true }),
    deleteClient: (id: Input.IdInput) => tell({ method: "DELETE", path: ["clients", id], asAgency: true }),
    setClientActive: (id: Input.IdInput, is_active: boolean) =>
      tell({ method: "POST", path: ["clients", id, "active"], body: { is_active }, asAgency: true }),

    // Teams

    listTeams: () => read(schemas.TeamsAnswer, ["teams"]),
    getTeam: (id: Input.IdInput) => read(schemas.TeamAnswer, ["teams", id]),
    createTeam: (body: Input.TeamInput) => change(schemas.TeamAnswer, { method: "POST", path: ["teams"], body }),
    /** Whether the fields that are left out keep their values is not documented. */
    updateTeam: (id: Input.IdInput, body: Partial<Input.TeamInput>) =>
      change(schemas.TeamAnswer, { method: "PUT", path: ["teams", id], body }),
    listTeamAgents: (teamId: Input.IdInput) => read(schemas.TeamAgentsAnswer, ["teams", teamId, "agents"]),
    /** Replaces the whole list. */
    setTeamAgents: (teamId: Input.IdInput, agentIds: readonly Input.IdInput[]) =>
      tell({ method: "PUT", path: ["teams", teamId, "agents"], body: { agents: agentIds.map(String) } }),
    removeTeamAgent: (teamId: Input.IdInput, agentId: Input.IdInput) =>
      tell({ method: "DELETE", path: ["teams", teamId, "agents", agentId] }),
    updateTeamAgent: (teamId: Input.IdInput, agentId: Input.IdInput, body: Input.TeamAgentInput) =>
      tell({ method: "PUT", path: ["teams", teamId, "agents", agentId], body }),

    // Agents

    listAgents: () => read(schemas.AgentsAnswer, ["agents"]),
    createAgent: (body: Input.AgentInput) => change(schemas.AgentAnswer, { method: "POST", path: ["agents"], body }),
    /** Whether the fields that are left out keep their values is not documented. */
    updateAgent: (id: Input.IdInput, body: Input.AgentChanges) =>
      change(schemas.AgentAnswer, { method: "PUT", path: ["agents", id], body }),
    deleteAgent: (id: Input.IdInput) => tell({ method: "DELETE", path: ["agents", id] }),
    getAgentSchedule: (id: Input.IdInput) => read(schemas.ScheduleAnswer, ["agents", id, "schedule"]),
    setAgentSchedule: (id: Input.IdInput, days: readonly Input.ScheduleDayInput[]) =>
      tell({ method: "PUT", path: ["agents", id, "schedule"], body: days }),

    // Calls

    getCall: (id: Input.IdInput) => read(schemas.CallAnswer, ["calls", id]),
    /** One page; order and the largest `limit` are not documented, 100 is in use. */
    listCalls: (query: Input.CallsQuery = {}) => read(schemas.CallsAnswer, ["calls"], { query: { ...query } }),
    /**
     * What a search needs of all calls, page after page. Nothing is documented about the last page, so the end is a page
     * that is not full, or one that repeats the page before, as from a server that does not page.
     * @throws CallinglyError after `maxPages`, since half a list must not pass for the whole
     */
    async *eachCall(
      query: Omit<Input.CallsQuery, "page" | "limit"> = {},
      { limit = 100, maxPages = 100 } = {},
    ): AsyncGenerator<schemas.ListedCall, void> {
      let firstOfLastPage: string | undefined;
      for (let page = 1; page <= maxPages; page += 1) {
        const calls = await read(schemas.ListedCallsAnswer, ["calls"], { query: { ...query, limit, page } });
        if (calls[0]?.id === firstOfLastPage) return;
        yield* calls;
        if (calls.length < limit) return;
        firstOfLastPage = calls[0]?.id;
      }
      throw new CallinglyError({ method: "GET", path: "/calls" }, `more than ${maxPages} pages, ask for less`);
    },
    /** A dial: creates or updates the lead, rings the team, connects the two. Never repeated. */
    createCall: (input: Input.CallInput): Promise<PostOutcome> => postOnce("calls", input),

    // Leads

    /** Not paged: ask for short periods. Only this answer has the lead's calls and owner. */
    listLeads: (query: Input.LeadsQuery = {}) => read(schemas.LeadsAnswer, ["leads"], { query: { ...query } }),
    getLead: (id: Input.IdInput) => read(schemas.LeadAnswer, ["leads", id]),
    updateLead: (id: Input.IdInput, changes: Input.LeadChanges) =>
      tell({ method: "PUT", path: ["leads", id], body: { ...changes, id } }),
    deleteLead: (id: Input.IdInput) => tell({ method: "DELETE", path: ["leads", id] }),

    // Webhooks

    listWebhooks: () => read(schemas.WebhooksAnswer, ["webhooks"]),
    getWebhook: (id: Input.IdInput) => read(schemas.WebhookAnswer, ["webhooks", id]),
    createWebhook: (body: Input.WebhookInput) =>
      change(schemas.WebhookAnswer, { method: "POST", path: ["webhooks"], body }),
    /**
     * The article prints the path without the id, connectors use it with the id: we try theirs, then the article's.
     * If neither exists, the way out is to create another webhook and to delete this one.
     */
    async updateWebhook(id: Input.IdInput, changes: Partial<Input.WebhookInput>) {
      const update = (path: Path) => change(schemas.WebhookAnswer, { method: "PUT", path, body: { ...changes, id } });
      try {
        return await update(["webhooks", id]);
      } catch (error) {
        if (!isNoSuchRoute(error)) throw error;
        return await update(["webhooks"]).catch((second: unknown) => {
          throw isNoSuchRoute(second) ? error : second;
        });
      }
    },
    deleteWebhook: (id: Input.IdInput) => tell({ method: "DELETE", path: ["webhooks", id] }),

    // Text messages

    /** Never repeated. */
    sendSms: (input: Input.SmsInput): Promise<PostOutcome> => postOnce("sms", input),
  };
}

type Path = ApiRequest["path"];

const isNoSuchRoute = (error: unknown) =>
  error instanceof CallinglyError && (error.status === 404 || error.status === 405);
