import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { type DoNotCallFile, type Exchange, exchangeWith, isIn, isUsable } from "../../lambda/lead/do-not-call-file.ts";
import { RejectedError } from "../../lambda/runtime/errors.ts";
import { sideBySide } from "../../lambda/runtime/side-by-side.ts";
import { everyOne } from "../restored/compare.ts";
import type { Stage } from "../stage/stage.ts";

/**
 * Do-not-call files as the Federal Trade Commission gives them: the full list has one `areacode,number` in each line, a list
 * of changes one `number,date,A|D`. https://telemarketing.donotcall.gov/FAQ/FaqBusiness.aspx
 */

interface Line {
  readonly areaCode: string;
  readonly exchange: string;
  readonly line: number;
  /** Undefined in a full list. */
  readonly change?: "A" | "D" | undefined;
}

export interface Imported {
  readonly kind: "full list" | "changes";
  readonly files: readonly DoNotCallFile[];
}

/** @param asOf the day of the file: `2026-06-15` */
export async function importDoNotCall(path: string, asOf: string, by: string, stage: Stage): Promise<Imported> {
  const { archive, store, now } = stage;
  const lines = await linesOf(path);
  const isWhole = lines.every(({ change }) => change === undefined);
  if (!isWhole && lines.some(({ change }) => change === undefined)) {
    throw new RejectedError(400, "The file mixes lines of a full list and of changes; import them one after the other");
  }
  const known = new Map((await everyOne(archive.doNotCallFiles())).map((file) => [file.areaCode, file]));
  if (!isWhole) checkChanges(lines, known, now());
  const byAreaCode = grouped(lines, "areaCode");
  const files: DoNotCallFile[] = [];
  // A list of changes counts for every area code: one that it does not name has none.
  const areaCodes = new Set([...byAreaCode.keys(), ...(isWhole ? [] : known.keys())]);
  for (const areaCode of [...areaCodes].toSorted()) {
    const exchanges = new Map<string, Exchange>();
    let more = 0;
    await sideBySide([...grouped(byAreaCode.get(areaCode) ?? [], "exchange")], async ([exchange, own]) => {
      const before = isWhole ? undefined : await store.doNotCall.exchange(areaCode, exchange);
      const after = exchangeWith(
        before,
        own.map(({ line, change }) => ({ line, isIn: change !== "D" })),
      );
      exchanges.set(exchange, after);
      for (const line of new Set(own.map((each) => each.line)))
        more += Number(isIn(after, line)) - Number(before !== undefined && isIn(before, line));
    });
    const numbers = (isWhole ? 0 : (known.get(areaCode)?.numbers ?? 0)) + more;
    const file = { areaCode, asOf, numbers, importedAt: now().toISOString(), by };
    await archive.importDoNotCall(file, exchanges, isWhole);
    files.push(file);
  }
  return { kind: isWhole ? "full list" : "changes", files };
}

function grouped(lines: readonly Line[], by: "areaCode" | "exchange"): Map<string, Line[]> {
  const groups = new Map<string, Line[]>();
  for (const line of lines) {
    const group = groups.get(line[by]);
    if (group) group.push(line);
    else groups.set(line[by], [line]);
  }
  return groups;
}

/** @throws RejectedError 400 where changes would be to a list that is not there, or too old to be brought up to date */
function checkChanges(lines: readonly Line[], known: ReadonlyMap<string, DoNotCallFile>, now: Date): void {
  const unknown = [...new Set(lines.map(({ areaCode }) => areaCode))].filter((areaCode) => !known.has(areaCode));
  const old = [...known.values()].filter((file) => !isUsable(file, now)).map(({ areaCode }) => areaCode);
  if (unknown.length + old.length === 0) return;
  throw new RejectedError(
    400,
    `Import the full list first of ${[...unknown, ...old].toSorted().join(", ")}: these are changes, and there is none that they can follow`,
  );
}

/** @throws RejectedError 400 which names the line, and nothing of what stands there */
async function linesOf(path: string): Promise<Line[]> {
  const lines: Line[] = [];
  let count = 0;
  for await (const text of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
    count += 1;
    if (text.trim() === "") continue;
    const line = lineIn(text.trim());
    if (!line)
      throw new RejectedError(
        400,
        `Line ${count} is neither "areacode,number" nor "number,date,A|D"; nothing was imported`,
      );
    lines.push(line);
  }
  if (lines.length === 0) throw new RejectedError(400, "The file is empty; nothing was imported");
  return lines;
}

function lineIn(text: string): Line | undefined {
  const [, areaCode, exchange, line, change] =
    /^(\d{3}),(\d{3})(\d{4})$/.exec(text) ?? /^(\d{3})(\d{3})(\d{4}),[^,]*,([AD])$/.exec(text) ?? [];
  if (!areaCode || !exchange || !line) return undefined;
  return { areaCode, exchange, line: Number(line), ...(change && { change: change as "A" | "D" }) };
}
