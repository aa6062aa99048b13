import { syncBuiltinESMExports } from "node:module";
import threads from "node:worker_threads";

/**
 * Loaded before everything else, with `?ms=…` in its address: this process and its threads take it to be so much later.
 * What comes after months is measured without waiting for it, whatever the table makes of it.
 */
const ahead = Number(new URL(import.meta.url).searchParams.get("ms"));
const Now = Date;

globalThis.Date = class extends Now {
  constructor(...args) {
    if (args.length === 0) super(Now.now() + ahead);
    else super(...args);
  }
  static now() {
    return Now.now() + ahead;
  }
};

const { Worker } = threads;
threads.Worker = class extends Worker {
  constructor(file, options = {}) {
    super(file, { ...options, execArgv: [...(options.execArgv ?? []), "--import", import.meta.url] });
  }
};
syncBuiltinESMExports();
