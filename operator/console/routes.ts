import { doctor } from "./api/doctor.ts";
import { facts } from "./api/facts.ts";
import { ask, carryOut, lead } from "./api/lead.ts";
import { waitingList } from "./api/leads.ts";
import { askFinish, finish, rotate, secrets, setOne } from "./api/secrets.ts";
import { carriedOut, planned, waiting } from "./api/waiting.ts";

/** Everything that pages ask for or have done, by name. */
export const routes = {
  doctor,
  facts,
  lead,
  "lead/ask": ask,
  "lead/decide": carryOut,
  "leads/waiting": waitingList,
  waiting,
  "waiting/plan": planned,
  "waiting/do": carriedOut,
  secrets,
  "secrets/set": setOne,
  "secrets/rotate": rotate,
  "secrets/finish/ask": askFinish,
  "secrets/finish": finish,
};

export type Routes = typeof routes;
