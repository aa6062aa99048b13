import { doctor } from "./api/doctor.ts";
import { facts } from "./api/facts.ts";
import { ask, carryOut, lead } from "./api/lead.ts";
import { waitingList } from "./api/leads.ts";

/** Everything that pages ask for or have done, by name. */
export const routes = {
  doctor,
  facts,
  lead,
  "lead/ask": ask,
  "lead/decide": carryOut,
  "leads/waiting": waitingList,
};

export type Routes = typeof routes;
