import { startBridge } from "../local/bridge.ts";
import { terminalOutput } from "../local/output.ts";

/**
 * A bridge in a process of its own, so that its processor time is counted apart from that of the program that measures
 * it; with its own stand-in, or the one that the environment names. Says where it is when it runs, answers each message
 * with the processor time used so far and its id, and ends with its parent.
 */
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";

const engineUrl = process.env.DYNAMODB_ENDPOINT || undefined;
const { CALLINGLY_API_KEY: apiKey, CALLINGLY_BASE_URL: baseUrl } = process.env;
const standIn = apiKey && baseUrl ? { apiKey, baseUrl } : undefined;
const bridge = await startBridge({
  port: 0,
  engineUrl,
  configPath: process.env.BRIDGE_CONFIG,
  callingly: standIn,
  output: terminalOutput({ quiet: true, verbose: false }),
});

process.on("message", () => process.send?.({ ...process.cpuUsage(), pid: process.pid }));
process.once("disconnect", () => void bridge.close().finally(() => process.exit(0)));
const { url, sources, callingly, crm, console } = bridge;
process.send?.({ url, sources, callingly, crm, console });
