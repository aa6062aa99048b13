// Runs the engine behind its token check, and ends it when our standard input closes: that happens however the bridge
// dies, kill -9 included. Gets its orders in one message that brings the socket to listen on; that one belongs to the
// machine's network, whichever we and the engine are in. Says the engine's process id, then "ready". A folder that is
// to be forgotten goes with it.
import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { isBuiltin } from "node:module";
import { tokenCheck } from "./token-check.mjs";

const patienceMs = 2_000;
process.once("message", (message, door) => run(message, door));

function run({ command, file, forgotten, engine: place, token }, door) {
  const [program, ...args] = command;
  const engine = spawn(program, args, { stdio: ["ignore", "ignore", "pipe"], windowsHide: true });

  const end = () => {
    engine.kill("SIGTERM");
    setTimeout(() => engine.kill("SIGKILL"), patienceMs).unref();
  };

  const leave = (code) => {
    if (forgotten) rmSync(forgotten, { recursive: true, force: true, maxRetries: 5 });
    process.exit(code);
  };

  /**
   * Dynoxide keeps every stream record, and looks through all of them at each write and each read of the stream. With
   * an index, which its own file may as well have, that costs the same with the ten thousandth record as with the
   * first. Without one it is only slower, so whatever fails here is no reason to stop.
   */
  async function indexStream() {
    if (!file || !isBuiltin("node:sqlite")) return;
    try {
      const { DatabaseSync } = await import("node:sqlite");
      const database = new DatabaseSync(file);
      database.exec(`
        PRAGMA busy_timeout = ${patienceMs};
        CREATE INDEX IF NOT EXISTS stream_records_in_order
          ON _stream_records (table_name, CAST(sequence_number AS INTEGER));
      `);
      database.close();
    } catch (error) {
      process.stderr.write(`The engine's stream has no index: ${error.message}\n`);
    }
  }

  let said = "";
  const hear = async (text) => {
    said = (said + text).slice(-1000);
    if (!/listening/i.test(said)) return;
    engine.stderr.off("data", hear);
    await indexStream();
    door.on("connection", tokenCheck(token, place));
    process.stdout.write("ready\n");
  };

  engine.on("spawn", () => process.stdout.write(`${engine.pid}\n`));
  engine.on("error", (error) => {
    process.stderr.write(`${error.message}\n`);
    leave(1);
  });
  engine.on("exit", (code) => leave(code ?? 0));
  engine.stderr.on("data", hear);
  engine.stderr.pipe(process.stderr);
  // By then nobody may be left to read our output or the engine's.
  process.stdout.on("error", () => {});
  process.stderr.on("error", () => {});

  process.stdin.on("close", end).on("end", end).resume();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, end);
}
