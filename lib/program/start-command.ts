import { Command, InvalidArgumentError } from "commander";

export interface StartOptions {
  readonly port: number;
  readonly data?: string;
  readonly assembly?: string;
  /** Undefined: that of the stand-in. */
  readonly speed?: number;
  readonly json?: true;
  readonly verbose?: true;
}

/**
 * `bridge start` as it is described and read. What it does is above the command line: bin/bridge.ts starts it before any
 * other command is looked at.
 * @param name as it is typed
 */
export const startCommand = (name: string): Command =>
  new Command(name)
    .description(
      "Runs the whole bridge on this machine: the stack as it is deployed, against a Callingly that rings nobody.",
    )
    .option(
      "--port <port>",
      "where the bridge listens on 127.0.0.1; the Callingly stand-in and the demo page take the next two ports; 0 for any free ones",
      toPort,
      8787,
    )
    .option("--data <folder>", "keep leads, keys and results in this folder; otherwise they are forgotten at the end")
    .option("--speed <factor>", "how many times faster than life the stand-in's calls go (default: 10)", toSpeed)
    .option("--assembly <folder>", "run what `npx cdk synth` left in this folder, instead of synthesising now")
    .option("--json", "print one JSON line when ready, and nothing else")
    .option("--verbose", "show what the functions log")
    .addHelpText(
      "after",
      `
Environment:
  BRIDGE_CONFIG       another configuration than bridge.config.ts
  CALLINGLY_API_KEY   dial with the real Callingly: REAL PHONES RING
  CALLINGLY_BASE_URL  with the key: another server that speaks Callingly's API, without /v1
  CRM_BASE_URLS       JSON, by the CRM's name: where results go instead of to the demo, {"sales": "http://127.0.0.1:9999"}
  PLATFORM_BASE_URLS  JSON, by the source's name: where leads are fetched that come as an id; without an address
                      they are held, unless a CRM that is played here has them
  CALLBACK_BASE_URL   public address that leads to the bridge, for Callingly's webhooks
  DYNAMODB_ENDPOINT   a running DynamoDB engine, instead of the built-in one`,
    );

const highestPort = 65_535;

function toPort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= highestPort - 2) return port;
  throw new InvalidArgumentError(`It must be a whole number from 0 to ${highestPort - 2}.`);
}

function toSpeed(text: string): number {
  const speed = Number(text);
  if (speed > 0 && Number.isFinite(speed)) return speed;
  throw new InvalidArgumentError("It must be a number greater than 0.");
}
