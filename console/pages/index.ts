import pause from "lucide-static/icons/circle-pause.svg";
import database from "lucide-static/icons/database.svg";
import door from "lucide-static/icons/door-open.svg";
import fileWarning from "lucide-static/icons/file-warning.svg";
import flask from "lucide-static/icons/flask-conical.svg";
import hourglass from "lucide-static/icons/hourglass.svg";
import keyRound from "lucide-static/icons/key-round.svg";
import dashboard from "lucide-static/icons/layout-dashboard.svg";
import phone from "lucide-static/icons/phone-call.svg";
import plug from "lucide-static/icons/plug.svg";
import scale from "lucide-static/icons/scale.svg";
import send from "lucide-static/icons/send.svg";
import stethoscope from "lucide-static/icons/stethoscope.svg";
import users from "lucide-static/icons/users.svg";
import type { ComponentType } from "preact";
import type { Listed } from "../kit/shell.tsx";
import { Crm } from "./crm.tsx";
import { Crms } from "./crms.tsx";
import { Doctor } from "./doctor.tsx";
import { Door } from "./door.tsx";
import { Find } from "./find.tsx";
import { First } from "./first.tsx";
import { Gates } from "./gates.tsx";
import { LeadPage } from "./lead.tsx";
import { Leads } from "./leads.tsx";
import { Live } from "./live.tsx";
import { NewSource } from "./new-source.tsx";
import { Playground } from "./playground.tsx";
import { Results } from "./results.tsx";
import { Review } from "./review.tsx";
import { Secrets } from "./secrets.tsx";
import { Source } from "./source.tsx";
import { Sources } from "./sources.tsx";
import { StandIn } from "./stand-in.tsx";
import { Today } from "./today.tsx";
import { Waiting } from "./waiting.tsx";

interface PageAt {
  readonly path: string;
  readonly page: ComponentType;
}

/** The pages at the side, in the order of an operator's day. */
export const shown: readonly (PageAt & Listed)[] = [
  { path: "/console/", name: "Try it", icon: send, page: First, isLocal: true },
  { path: "/console/today", name: "Today", icon: dashboard, page: Today },
  { path: "/console/leads", name: "Leads", icon: users, page: Leads },
  { path: "/console/waiting", name: "Waiting", icon: hourglass, page: Waiting },
  { path: "/console/review", name: "Review", icon: scale, page: Review },
  { path: "/console/results", name: "Results", icon: fileWarning, page: Results },
  { path: "/console/gates", name: "Gates and pauses", icon: pause, page: Gates },
  { path: "/console/sources", name: "Sources", icon: plug, page: Sources },
  { path: "/console/crms", name: "CRMs", icon: database, page: Crms },
  { path: "/console/preview", name: "Playground", icon: flask, page: Playground },
  { path: "/console/doctor", name: "Doctor", icon: stethoscope, page: Doctor },
  { path: "/console/secrets", name: "Secrets", icon: keyRound, page: Secrets },
  { path: "/console/door", name: "At the door", icon: door, page: Door, isLocal: true },
  { path: "/console/stand-in", name: "Stand-in", icon: phone, page: StandIn, isLocal: true },
];

/** All pages, those included that others lead to. */
export const pages: readonly PageAt[] = [
  ...shown,
  { path: "/console/live", page: Live },
  { path: "/console/leads/:id", page: LeadPage as ComponentType },
  { path: "/console/new-source", page: NewSource },
  { path: "/console/sources/:source", page: Source as ComponentType },
  { path: "/console/crms/:crm", page: Crm as ComponentType },
  { path: "/console/find", page: Find },
];
