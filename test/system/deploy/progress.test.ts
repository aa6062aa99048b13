import { describe, expect, it } from "vitest";
import { progress } from "./progress.ts";

function written(isTerminal: boolean) {
  let [text, time] = ["", 0];
  const tell = progress({ write: (more) => (text += more), isTerminal, now: () => time });
  const step =
    (seconds: number, rings = 0) =>
    async () => {
      time += seconds * 1000;
      return rings;
    };
  return { tell, step, text: () => text };
}

describe("progress", () => {
  it("tells each step with its seconds, and what was seen", async () => {
    const { tell, step, text } = written(false);
    await tell.step("deploy", step(12.34));
    await tell.step("ring", step(1, 3), (rings) => `${rings} times`);
    expect(text()).toBe("ok      12.3 s  deploy\nok       1.0 s  ring: 3 times\n");
    expect(tell.steps).toEqual([
      { name: "deploy", seconds: 12.3, ok: true },
      { name: "ring", seconds: 1, ok: true, detail: "3 times" },
    ]);
  });

  it("tells which step went wrong, and leaves the error to the caller", async () => {
    const { tell, text } = written(false);
    await expect(tell.step("deploy", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(text()).toBe("WRONG    0.0 s  deploy\n");
    expect(tell.steps).toMatchObject([{ name: "deploy", ok: false }]);
  });

  it("shows on a terminal what is under way", async () => {
    const { tell, step, text } = written(true);
    await tell.step("deploy", step(1));
    expect(text()).toBe("\r\x1b[K…      deploy 0 s\r\x1b[Kok       1.0 s  deploy\n");
  });
});
