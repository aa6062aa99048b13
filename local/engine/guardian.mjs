// Runs the engine, and ends it when our standard input closes: that happens however the bridge dies, kill -9 included.
import { spawn } from "node:child_process";

const [command, ...args] = process.argv.slice(2);
const engine = spawn(command, args, { stdio: ["ignore", "ignore", "pipe"] });
const patienceMs = 2_000;

const end = () => {
  engine.kill("SIGTERM");
  setTimeout(() => engine.kill("SIGKILL"), patienceMs).unref();
};

engine.on("spawn", () => process.stdout.write(`${engine.pid}\n`));
engine.on("error", (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
engine.on("exit", (code) => process.exit(code ?? 0));
engine.stderr.pipe(process.stderr);
// By then nobody may be left to read what we or the engine have to say.
process.stdout.on("error", () => {});
process.stderr.on("error", () => {});

process.stdin.on("close", end).on("end", end).resume();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, end);
