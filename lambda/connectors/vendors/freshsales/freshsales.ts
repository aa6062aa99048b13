import type { Connector } from "../../contract/connector.ts";
import { freshsalesIntake } from "./intake.ts";
import { freshsalesReport } from "./report.ts";

/** Freshsales: workflows send contacts, under names that somebody chose; results become notes or phone calls on the contact. */
export const freshsales = {
  key: "freshsales",
  title: "Freshsales",
  intake: freshsalesIntake,
  report: freshsalesReport,
} as const satisfies Connector;
