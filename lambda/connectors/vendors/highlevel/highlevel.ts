import type { Connector } from "../../contract/connector.ts";
import { highlevelReport } from "./report.ts";

/** HighLevel, formerly GoHighLevel: results become notes on the contact, and calls in its conversation. */
export const highlevel = {
  key: "highlevel",
  title: "HighLevel",
  report: highlevelReport,
} as const satisfies Connector;
