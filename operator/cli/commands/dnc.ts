import { existsSync } from "node:fs";
import { Command } from "commander";
import { isUsable } from "../../../lambda/lead/do-not-call-file.ts";
import { RejectedError } from "../../../lambda/runtime/errors.ts";
import { Problem } from "../../../lib/program/problem.ts";
import { importDoNotCall } from "../../people/do-not-call-file.ts";
import { everyOne } from "../../restored/compare.ts";
import type { Stage } from "../../stage/stage.ts";
import { counted } from "../../words/count.ts";
import { type Cli, type Result, type StageOptions, stageCommand } from "../command.ts";

interface ImportOptions extends StageOptions {
  readonly asOf?: string;
}

export const dncCommand = (cli: Cli): Command =>
  new Command("dnc")
    .description("The do-not-call file, in which the numbers of sources are looked up that ask for it (scrub).")
    .addCommand(
      stageCommand(
        cli,
        new Command("import")
          .description("Stores a do-not-call file: the full list of its area codes, or the changes since the last one.")
          .argument("<file>", "as the registry gives it: areacode,number in each line, or number,date,A|D")
          .option("--as-of <date>", "the day on which the file was made, as 2026-06-15; needed"),
        (stage, { asOf }: ImportOptions, [file = ""]) => importFile(file, asOf, stage, cli.operator),
      ),
    )
    .addCommand(
      stageCommand(
        cli,
        new Command("list").description(
          "The area codes whose file is stored, how old it is, and how many numbers it has.",
        ),
        (stage) => list(stage),
      ),
    );

async function importFile(file: string, asOf: string | undefined, stage: Stage, by: string): Promise<Result> {
  const day = new Date(asOf ?? "");
  if (asOf === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(asOf) || Number.isNaN(day.getTime()))
    throw new Problem("--as-of: write the day on which the file was made, as 2026-06-15.");
  if (day > stage.now()) throw new Problem(`--as-of ${asOf}: that is still to come.`);
  if (!existsSync(file)) throw new Problem(`${file}: there is no such file.`);
  const { kind, files } = await importDoNotCall(file, asOf, by, stage).catch((error: unknown) => {
    throw error instanceof RejectedError ? new Problem(`${file}: ${error.message}.`) : error;
  });
  const numbers = files.reduce((sum, each) => sum + each.numbers, 0);
  const isOld = !isUsable({ asOf }, stage.now());
  return {
    ok: !isOld,
    data: { kind, as_of: asOf, area_codes: files.map(({ areaCode }) => areaCode), numbers },
    text: [
      `${kind} of ${asOf}: ${counted(files.length, "area code")} with ${counted(numbers, "number")}.`,
      ...(isOld ? ["It is older than 31 days, so leads of sources that ask for it are held all the same."] : []),
    ].join("\n"),
  };
}

async function list({ archive, now }: Stage): Promise<Result> {
  const files = (await everyOne(archive.doNotCallFiles())).toSorted((one, other) =>
    one.areaCode < other.areaCode ? -1 : 1,
  );
  const lines = files.map(
    (file) =>
      `${file.areaCode}  as of ${file.asOf}${isUsable(file, now()) ? "" : " (older than 31 days)"}  ${counted(file.numbers, "number")}`,
  );
  return {
    ok: files.every((file) => isUsable(file, now())),
    data: files.map(({ areaCode, asOf, numbers, importedAt, by }) => ({
      area_code: areaCode,
      as_of: asOf,
      numbers,
      imported_at: importedAt,
      by,
    })),
    text: lines.length > 0 ? lines.join("\n") : "No do-not-call file is stored.",
  };
}
