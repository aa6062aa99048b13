import { Command, InvalidArgumentError } from "commander";
import { onEnd } from "../../lib/program/ending.ts";
import type { Ring } from "./model.ts";
import { outcomesByEnding } from "./outcomes.ts";
import { demoAccountId, demoTeamId, demoToken } from "./seed.ts";
import { type RunningCallingly, startCallingly } from "./start.ts";
import { defaultSwitches } from "./switches.ts";

/** `npm run callingly`: a Callingly that rings nobody. */

interface Options {
  readonly port: number;
  readonly data?: string;
  readonly speed: number;
  readonly token: string;
  readonly json?: true;
}

const endings = Object.entries(outcomesByEnding).map(
  ([ending, words]) => `  ...555-${ending}  ${words.join(", then ")}`,
);

const command = new Command("callingly")
  .description("A Callingly stand-in on this machine: the whole API, simulated calls, webhooks. It rings nobody.")
  .option("--port <port>", "where to listen on 127.0.0.1, 0 for any free port", toPort, 8788)
  .option("--data <folder>", "remember the world in this folder; otherwise it is forgotten")
  .option("--speed <factor>", "how many times faster than life calls go", toSpeed, defaultSwitches.speed)
  .option("--token <token>", "the API key of the demo account", demoToken)
  .option("--json", "print one JSON line when ready, then one per ring")
  .addHelpText(
    "after",
    `
Phone numbers decide how their calls end; any other number is drawn by lot:
${endings.join("\n")}

GET / shows the world to people. /_standin/ changes it: switches, faults, outcomes, rings, requests, deliveries,
state, tokens, calls, leads, deliver, reset. stand-ins/callingly/README.md says how.`,
  );

async function run({ port, data, speed, token, json }: Options): Promise<void> {
  try {
    const onRing = (ring: Ring) => console.log(json ? JSON.stringify({ ring }) : ringLine(ring));
    const running = await startCallingly({ port, dataDir: data, speed, token, onRing });
    console.log(json ? readyLine(running) : welcome(running));
    let isEnding = false;
    onEnd(() => {
      if (isEnding) process.exit(130);
      isEnding = true;
      void running.close().finally(() => process.exit(0));
    });
  } catch (error) {
    console.error(remedyOf(error as NodeJS.ErrnoException, port));
    process.exitCode = 1;
  }
}

const readyLine = ({ url, token }: RunningCallingly): string =>
  JSON.stringify({ url, token, account_id: demoAccountId, team_id: demoTeamId });

const welcome = ({ url, token }: RunningCallingly): string => `Callingly stand-in: ${url}   (the API is ${url}/v1)
Token: ${token}   account ${demoAccountId}   team ${demoTeamId}

Try it:
  curl -s ${url}/v1/calls -H 'authorization: Bearer ${token}' -H 'accept: application/json' \\
    -H 'content-type: application/json' \\
    -d '{"team_id": ${demoTeamId}, "phone_number": "+12025550102", "first_name": "Grace", "last_name": "Lake"}'

Rings appear here. Ctrl-C ends it.`;

const ringLine = ({ at, call_id, phone_number, team_id, crm_id, by }: Ring): string =>
  `${new Date(at).toISOString().slice(11, 19)}  ring  ${phone_number}  call ${call_id}  team ${team_id}  crm_id ${crm_id ?? "-"}  by ${by}`;

function remedyOf({ code, message }: NodeJS.ErrnoException, port: number): string {
  if (code === "EADDRINUSE") return `Port ${port} is in use: end what listens there, or choose another with --port.`;
  return `The stand-in could not start: ${message}`;
}

function toPort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new InvalidArgumentError("It must be a whole number from 0 to 65535.");
}

function toSpeed(text: string): number {
  const speed = Number(text);
  if (speed > 0 && Number.isFinite(speed)) return speed;
  throw new InvalidArgumentError("It must be a number greater than 0.");
}

await run(command.parse().opts<Options>());
