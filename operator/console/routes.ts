import { triedSettings } from "./api/crm-settings.ts";
import { access, arm, crm, crms, hooks, owners, written } from "./api/crms.ts";
import { doctor } from "./api/doctor.ts";
import { facts } from "./api/facts.ts";
import { askResume, gates, pause, resume } from "./api/gates.ts";
import { ask, call, lead, settle } from "./api/lead.ts";
import { arrivedSince, moved, newestList, waitingList } from "./api/leads.ts";
import * as local from "./api/local.ts";
import { add, usual } from "./api/new-source.ts";
import * as person from "./api/person.ts";
import * as plans from "./api/plans.ts";
import { choices, previewOf } from "./api/preview.ts";
import { askDrop, drop, results, retryOne, retryParked } from "./api/results.ts";
import { cases, evidence } from "./api/review.ts";
import { askFinish, finish, rotate, secrets, setOne } from "./api/secrets.ts";
import { address, askSend, origin, send, snippetOf } from "./api/source-address.ts";
import { guide, source, sources } from "./api/sources.ts";
import { today } from "./api/today.ts";
import { visitorPage } from "./api/visitor-page.ts";
import { carriedOut, planned, waiting } from "./api/waiting.ts";
import { stopWork, works } from "./api/works.ts";

/** Everything that pages ask for or have done, by name. */
export const routes = {
  today,
  doctor,
  facts,
  lead,
  "lead/ask": ask,
  "lead/call": call,
  "lead/settle": settle,
  "leads/list": newestList,
  "leads/moved": moved,
  "leads/since": arrivedSince,
  "leads/waiting": waitingList,
  gates,
  "gates/pause": pause,
  "gates/resume/ask": askResume,
  "gates/resume": resume,
  results,
  "results/retry": retryOne,
  "results/retry-parked": retryParked,
  "results/ask-drop": askDrop,
  "results/drop": drop,
  review: cases,
  "review/case": evidence,
  works,
  "works/stop": stopWork,
  waiting,
  "waiting/plan": planned,
  "waiting/do": carriedOut,
  crms,
  crm,
  "crm/access": access,
  "crm/hooks": hooks,
  "crm/hooks/arm": arm,
  "crm/owners": owners,
  "crm/preview": written,
  "crm/try": triedSettings,
  preview: previewOf,
  "preview/choices": choices,
  sources,
  "sources/usual": usual,
  "sources/add": add,
  source,
  "source/guide": guide,
  "source/address": address,
  "source/snippet": snippetOf,
  "source/origin": origin,
  "source/visitor-page": visitorPage,
  "source/send/ask": askSend,
  "source/send": send,
  secrets,
  "secrets/set": setOne,
  "secrets/rotate": rotate,
  "secrets/finish/ask": askFinish,
  "secrets/finish": finish,
  "local/demo": local.demo,
  "local/try/ask": local.askTry,
  "local/try": local.tryIt,
  "local/plans": plans.plans,
  "local/plan/ask": plans.askPlan,
  "local/plan": plans.plan,
  "local/plan/end": plans.endPlan,
  "local/review-case": local.reviewCase,
  "local/follow": local.follow,
  "local/records": local.records,
  "local/door": local.door,
  "local/request": local.request,
  "local/request-of": local.requestOf,
  "local/stand-in": local.standIn,
  "local/fault": local.addFault,
  "local/faults-clear": local.clearFaults,
  "local/outcome": local.scriptOutcome,
  "local/speed": local.setSpeed,
  "person/consent": person.consent,
  "person/export": person.exported,
  "person/forget": person.forget,
  "person/to-forget": person.toForget,
};

export type Routes = typeof routes;
