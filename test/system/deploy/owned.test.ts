import { describe, expect, it } from "vitest";
import { until } from "../../local/until.ts";
import { ownership } from "./owned.ts";

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** Starts a child of its own, prints both ids, and does not mind being asked to end. */
const stubborn = `
  const { spawn } = require("node:child_process");
  process.on("SIGTERM", () => {});
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  console.log(JSON.stringify([process.pid, child.pid]));
  setInterval(() => {}, 1000);
`;

describe("what a run owns", () => {
  it("is ended in the reverse order, and a failing end holds nobody up", async () => {
    const told: string[] = [];
    const owned = ownership((message) => told.push(message));
    owned.add(() => void told.push("first"));
    owned.add(() => Promise.reject(new Error("will not end")));
    owned.add(() => void told.push("last"));
    await owned.endAll();
    await owned.endAll();
    expect(told).toEqual(["last", "Error: will not end", "first"]);
  });

  it("includes the children of processes, and those who will not go", async () => {
    const owned = ownership(() => {}, 100);
    const running = owned.start(process.execPath, ["-e", stubborn], { env: process.env });
    const line = await until("it runs", () => running.stdout().includes("\n") && running.stdout());
    const pids: number[] = JSON.parse(line);
    expect(pids.map(isAlive)).toEqual([true, true]);
    await owned.endAll();
    await until("both are gone", () => !pids.some(isAlive));
  });

  it("says why a process could not be started", async () => {
    const running = ownership(() => {}).start("/nowhere/python3", [], { env: {} });
    expect(await running.ended).toBe(-1);
    expect(running.output()).toMatch("ENOENT");
  });
});
