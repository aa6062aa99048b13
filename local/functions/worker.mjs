// One function, as Lambda would run it: the bundle is loaded once, then its handler is called for each event.
// Plain JavaScript, so that the thread need not load a TypeScript compiler.
import { getPriority, setPriority } from "node:os";
import { parentPort, workerData } from "node:worker_threads";

const { bundle, handler: handlerName, name, shown, hasPriority } = workerData;

// Each line would wake the main thread, so what nobody wants to read stays here. A text without a line's end is let
// through, since what follows may make it one that is wanted.
for (const stream of [process.stdout, process.stderr]) {
  const write = stream.write.bind(stream);
  stream.write = (text, ...rest) => {
    const isWhole = typeof text === "string" && text.endsWith("\n");
    if (!isWhole || text.split("\n").some((line) => line && shown.test(line))) return write(text, ...rest);
    rest.find((one) => typeof one === "function")?.();
    return true;
  };
}

const module = await import(bundle);
const handler = module[handlerName];
if (typeof handler !== "function") throw new Error(`${bundle} exports no function "${handlerName}"`);

/** Where a thread has a priority of its own; elsewhere this would slow down the whole process. */
function standBack() {
  try {
    // Under `nice` we stand further back already, and to come forward takes a privilege.
    if (hasPriority && getPriority(0) < 5) setPriority(0, 5);
  } catch {
    // Where that is forbidden, all are equals.
  }
}

/** Programs that measure read it. For nobody, the kernel need not be asked twice for each event. */
const isReportRead = shown.test("REPORT RequestId: ");

/** What Lambda does not tell: how much of the duration was work. Node 22.19 and later know it of a thread. */
function processorSince(before) {
  if (before === undefined) return "";
  const { user, system } = process.threadCpuUsage(before);
  return `\tProcessor: ${((user + system) / 1000).toFixed(2)} ms`;
}

parentPort.on("message", async (message) => {
  if (message === "stand back") return void standBack();
  const { id, event, deadline } = message;
  const context = {
    awsRequestId: id,
    functionName: name,
    functionVersion: "$LATEST",
    invokedFunctionArn: `arn:aws:lambda:us-east-1:000000000000:function:${name}`,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(deadline - Date.now(), 0),
  };
  const startedAt = performance.now();
  const before = isReportRead ? process.threadCpuUsage?.() : undefined;
  try {
    // Events and results are text on their way, as they are between AWS services.
    const result = await handler(JSON.parse(event), context);
    parentPort.postMessage({ id, result: JSON.stringify(result ?? null) });
  } catch (error) {
    parentPort.postMessage({ id, error: error instanceof Error ? `${error.name}: ${error.message}` : String(error) });
  } finally {
    // As Lambda itself ends the log of each invocation.
    const duration = `Duration: ${(performance.now() - startedAt).toFixed(2)} ms`;
    if (isReportRead) process.stdout.write(`REPORT RequestId: ${id}\t${duration}${processorSince(before)}\n`);
  }
});
