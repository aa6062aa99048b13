import { spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { isBuiltin } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { thisPlatform } from "../../lib/program/platform.ts";
import { Problem } from "../../lib/program/problem.ts";
import { commandOf, isThere } from "../../lib/program/processes.ts";
import { startEngine } from "../../local/engine/engine.ts";
import { findEngine } from "../../local/engine/find-engine.ts";
import { takeHold } from "../../local/engine/hold.ts";
import { family } from "./processes.ts";
import { until } from "./until.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "engine-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const enginePid = (): number => JSON.parse(readFileSync(join(folder, "processes.json"), "utf8")).engine.pid;

/** The file of the engine that this process has started, by what it was started with. */
function placeOfEngine(): string {
  const commands = family(process.pid).map((pid) => commandOf(pid) ?? "");
  return / serve .*--db-path (\S+)/.exec(commands.find((command) => / serve /.test(command)) ?? "")?.[1] ?? "";
}

/** A process that starts an engine on the folder and stays. */
function startOwner() {
  const script = `
    import { startEngine } from "./local/engine/engine.ts";
    const engine = await startEngine({ dataDir: ${JSON.stringify(folder)} });
    console.log(engine.url);
    setInterval(() => {}, 1000);
  `;
  return spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
}

/** Newer than the types that are installed. */
const sqlite: string = "node:sqlite";
interface Sqlite {
  readonly DatabaseSync: new (
    file: string,
  ) => {
    prepare(query: string): { all(): { readonly detail: string }[] };
    close(): void;
  };
}

describe("the engine", () => {
  it("starts, answers, and is gone when it is stopped", async () => {
    const engine = await startEngine({ dataDir: folder });
    expect((await fetch(engine.url)).status).toBeLessThan(500);
    const pid = enginePid();
    await engine.stop();
    expect(isThere(pid)).toBe(false);
  });

  it("does not outlive a bridge that was killed, and its folder is free again", async () => {
    const owner = startOwner();
    await new Promise((resolve) => owner.stdout.once("data", resolve));
    const pid = enginePid();
    owner.kill("SIGKILL");
    await until("the engine ends", () => !isThere(pid));
    await takeHold(folder);
    const engine = await startEngine({ dataDir: folder });
    await engine.stop();
  });

  it("is ended by the next bridge if its guardian was killed as well", async () => {
    const stray = spawn(await findEngine(), ["serve", "--port", "0", "--db-path", join(folder, "bridge.db")], {
      stdio: "ignore",
    });
    await new Promise((resolve) => stray.once("spawn", resolve));
    const command = await until("it has a command line", () => commandOf(stray.pid ?? 0));
    const holders = { bridge: { pid: 999_999_999, command: "gone" }, engine: { pid: stray.pid, command } };
    writeFileSync(join(folder, "processes.json"), JSON.stringify(holders));
    const ended = new Promise((resolve) => stray.once("exit", resolve));
    await takeHold(folder, 100);
    await ended;
  });

  it.skipIf(!isBuiltin("node:sqlite"))("finds the end of its stream without looking through all records", async () => {
    const engine = await startEngine({ dataDir: folder });
    const { DatabaseSync } = (await import(sqlite)) as Sqlite;
    const database = new DatabaseSync(join(folder, "bridge.db"));
    const end = "SELECT MAX(CAST(sequence_number AS INTEGER)) FROM _stream_records WHERE table_name = 'leads'";
    const [step] = database.prepare(`EXPLAIN QUERY PLAN ${end}`).all();
    database.close();
    await engine.stop();
    expect(step?.detail).toMatch(/USING .*INDEX stream_records_in_order/);
  });

  it.skipIf(!isBuiltin("node:sqlite")).each([
    ["in the folder for temporary files when one is named", () => folder],
    ["in memory when it is not", () => undefined],
  ])("puts a table that is not to be kept %s, and leaves nothing behind", async (_, temporary) => {
    vi.stubEnv("TMPDIR", temporary());
    const engine = await startEngine();
    const place = placeOfEngine();
    const isThere = existsSync(place);
    await engine.stop();
    const { memoryFolder: memory } = thisPlatform;
    const isRoomy = memory !== undefined && statfsSync(memory).bavail * statfsSync(memory).bsize >= 2 ** 30;
    expect(place.startsWith(temporary() ?? (isRoomy ? memory : tmpdir()))).toBe(true);
    expect([isThere, existsSync(dirname(place))]).toEqual([true, false]);
  });

  it("leaves a process alone that only has the id of an engine of ours", async () => {
    const holders = {
      bridge: { pid: process.pid, command: "other" },
      engine: { pid: process.pid, command: "dynoxide serve" },
    };
    writeFileSync(join(folder, "processes.json"), JSON.stringify(holders));
    await takeHold(folder);
    expect(isThere(process.pid)).toBe(true);
  });

  it("refuses a folder that another bridge uses", async () => {
    const owner = startOwner();
    try {
      await new Promise((resolve) => owner.stdout.once("data", resolve));
      await expect(takeHold(folder)).rejects.toThrow(/in use by the bridge with process id/);
    } finally {
      owner.kill("SIGTERM");
    }
  });

  it("says what to do where the one that is named does not answer", async () => {
    await expect(startEngine({ endpoint: "http://127.0.0.1:1" })).rejects.toThrow(Problem);
    await expect(startEngine({ endpoint: "http://127.0.0.1:1" })).rejects.toThrow(/DYNAMODB_ENDPOINT/);
  });
});
