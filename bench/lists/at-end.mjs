import { appendFileSync } from "node:fs";

/** Loaded into a program that is measured: leaves what it took, when it ends. */
process.on("exit", () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const taken = { program: process.argv[1], mb: maxRSS / 1024, cpuSeconds: (userCPUTime + systemCPUTime) / 1e6 };
  appendFileSync(process.env.BENCH_AT_END, `${JSON.stringify(taken)}\n`);
});
