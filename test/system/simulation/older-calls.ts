import { dial } from "../../../stand-ins/callingly/dashboard.ts";
import type { Script } from "../../../stand-ins/callingly/model.ts";
import { demoTeamId } from "../../../stand-ins/callingly/seed.ts";
import type { World as Standin } from "../../../stand-ins/callingly/simulate.ts";
import { secondTeamId, tokens } from "./town.ts";
import type { World } from "./world.ts";

const teams = { main: demoTeamId, second: secondTeamId } as const;

/** Somebody calls a person by hand, who is known there; so it goes, and so go the team's redials. */
export const callsByHand =
  (phone: string, ...scripts: Script[]) =>
  ({ callingly }: World): void => {
    callingly.outcomes.script(scripts, `+1${phone.replace(/\D/g, "").slice(-10)}`);
    callingly.act((there) => {
      const lead = knownThere(there, phone);
      if (lead) dial(there, { lead_id: lead.id, direction: "outbound" });
    });
  };

/** Callingly took our dial for so long that it noted the ref on its lead, and failed before it made the call. */
export const halfDone =
  (phone: string) =>
  ({ callingly, store }: World): void =>
    callingly.act((there) => {
      const lead = knownThere(there, phone);
      const ours = store.allLeads().find(({ ringsPossible }) => ringsPossible > 0);
      if (lead && ours) there.records.put("lead", { ...lead, crm_id: ours.ref ?? null });
    });

const knownThere = ({ records }: Standin, phone: string) =>
  records.all("lead").find(({ phone_number }) => phone_number.endsWith(phone.replace(/\D/g, "").slice(-10)));

/** Somebody called a person by hand, some time before anything else happens; the bridge had no part in it. */
export const calledByHand =
  (account: keyof typeof teams, phone: string, agoMs: number, team: number = teams[account]) =>
  ({ callingly }: World): void => {
    const { records } = callingly;
    const before = records.all("call").length;
    callingly.handle({
      method: "POST",
      path: "/v1/calls",
      query: {},
      headers: { authorization: `Bearer ${tokens[account]}`, accept: "application/json" },
      body: JSON.stringify({
        team_id: team,
        phone_number: `+1${phone.replace(/\D/g, "").slice(-10)}`,
        first_name: "Canary",
        last_name: "Before",
      }),
    });
    const call = records.all("call").at(-1);
    if (!call || records.all("call").length === before) return;
    callingly.act((there) => {
      const started_at = call.started_at - agoMs;
      there.records.put("call", { ...call, started_at, next: null, status: "completed", by: "dashboard" });
      for (const ring of there.records.all("ring")) {
        if (String(ring.call_id) === String(call.id)) there.records.remove("ring", ring.id);
      }
    });
  };
