import { hoursVerdict } from "../../lambda/lead/hours/verdict.ts";
import type { HoursCase, ReadCase } from "./read-cases.ts";

/** The answer to one case, as it is printed. */
export interface JudgedCase {
  readonly id: string;
  readonly verdict: "dial" | "later" | "hold";
  /** The earliest moment at which every rule allows the call, as `2026-12-01T13:00:00Z`. */
  readonly nextAt?: string;
  readonly rules: readonly string[];
  readonly why: string;
  /** Whether it is what the case expects; absent where it expects nothing. */
  readonly asExpected?: boolean;
}

/** By the dialler's own rules. A case that cannot be read is held, as a lead would be. */
export function judgeCase(read: ReadCase, marginMinutes: number): JudgedCase {
  if (read.kind === "unreadable") return { id: read.id, verdict: "hold", rules: [], why: read.why };
  const { id, pack, phone, stated, attempts, at, expect } = read.of;
  const found = hoursVerdict({ pack, phone, stated, attempts, marginMinutes }, at);
  const judged = {
    id,
    verdict: found.verdict,
    ...(found.verdict === "later" && { nextAt: moment(found.nextAt) }),
    rules: found.rules,
    why: found.why,
  };
  return expect ? { ...judged, asExpected: isExpected(judged, expect) } : judged;
}

const moment = (at: Date): string => at.toISOString().replace(".000Z", "Z");

const isExpected = ({ verdict, nextAt }: JudgedCase, expect: NonNullable<HoursCase["expect"]>): boolean =>
  verdict === expect.verdict &&
  (verdict !== "later" || expect.nextAt === undefined || Date.parse(nextAt ?? "") === Date.parse(expect.nextAt));
