import { maskPhone } from "../../lambda/lead/reader/phone.ts";

/** The stand-in's own log, as a page shows it. */

interface Ring {
  readonly id: number;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly call_id: number;
  readonly phone_number: string;
  readonly by: string;
}

const SHOWN = 30;

/** The newest first. */
export const ringsIn = (rings: readonly Ring[], personal: boolean) => ({
  count: rings.length,
  newest: rings
    .slice(-SHOWN)
    .reverse()
    .map(({ id, at, call_id, phone_number, by }) => ({
      id,
      at: new Date(at).toISOString(),
      call_id,
      phone: personal ? phone_number : maskPhone(phone_number),
      by,
    })),
});

interface Fault {
  readonly method?: string;
  readonly path?: string;
  readonly count: number | "always";
  readonly commit: unknown;
  readonly reply: unknown;
}

export const shownFaults = (faults: readonly Fault[]): string[] =>
  faults.map(
    ({ method = "any", path = "request", count, commit, reply }) =>
      `${method} ${path}: ${typeof reply === "string" ? reply : JSON.stringify(reply)}, takes effect ${typeof commit === "string" ? commit : JSON.stringify(commit)}, ${count === "always" ? "always" : `${count} more`}`,
  );
