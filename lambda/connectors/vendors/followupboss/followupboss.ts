import type { Connector } from "../../contract/connector.ts";
import { followupbossReport } from "./report.ts";

/** Follow Up Boss: results become calls on the person. */
export const followupboss = {
  key: "followupboss",
  title: "Follow Up Boss",
  report: followupbossReport,
} as const satisfies Connector;
