import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { Problem } from "../../../lib/program/problem.ts";
import { until } from "../../local/until.ts";
import type { Owned } from "./owned.ts";
import type { Python } from "./python.ts";

/** MiniStack: the AWS that the test deploys into. */
export interface Emulator {
  readonly url: string;
  readonly region: string;
  readonly account: string;
  /** Resource types that its CloudFormation knows. */
  knownTypes(): Promise<ReadonlySet<string>>;
  /** The newest lines of its own log. */
  log(): string;
}

const region = "eu-west-1";
/** What it calls itself for whoever has no account of their own there. */
const account = "000000000000";
const STARTS_WITHIN_MS = 30_000;

/** Its own words for what its CloudFormation can make; anything else it refuses. */
const askTypes =
  "import json; from ministack.services.cloudformation.provisioners import _RESOURCE_HANDLERS as h; print(json.dumps(sorted(h)))";

/** @param folder for whatever it wants to write */
export async function startEmulator(python: Python, folder: string, owned: Owned): Promise<Emulator> {
  mkdirSync(folder, { recursive: true });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = {
    PATH: process.env.PATH,
    HOME: folder,
    TMPDIR: folder,
    BIND_HOST: "127.0.0.1",
    GATEWAY_PORT: String(port),
    // Part of the names of APIs; with a number at the end they would be no valid addresses.
    MINISTACK_HOST: "localhost",
    MINISTACK_REGION: region,
    MINISTACK_ACCOUNT_ID: account,
    // It would listen on every address of the machine.
    IOT_MTLS_ENABLED: "0",
    S3_DATA_DIR: join(folder, "s3"),
    STATE_DIR: join(folder, "state"),
    // Its functions run on the Node of this machine, which may be older than the SDK likes.
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
  };
  const running = owned.start(python.path, ["-m", "ministack"], { env, cwd: folder });
  let ended = false;
  void running.ended.then(() => {
    ended = true;
  });
  const answers = async () => {
    if (ended) throw new Problem(`MiniStack ${python.version} does not start:\n${running.output().slice(-2_000)}`);
    return fetch(`${url}/_ministack/health`).then(
      ({ ok }) => ok,
      () => false,
    );
  };
  await until("MiniStack answers", answers, STARTS_WITHIN_MS);
  return {
    url,
    region,
    account,
    log: () => running.output().slice(-20_000),
    async knownTypes() {
      const asked = owned.start(python.path, ["-c", askTypes], { env, cwd: folder });
      if ((await asked.ended) !== 0) {
        throw new Error(`MiniStack ${python.version} does not say what it knows:\n${asked.output().slice(-2_000)}`);
      }
      return new Set(JSON.parse(asked.stdout().trim().split("\n").at(-1) ?? "[]") as string[]);
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
