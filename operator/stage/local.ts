import { readFile } from "node:fs/promises";
import { get } from "node:http";
import { type LocalStage, LocalStageSchema } from "../../lib/local-stage.ts";
import { Problem } from "../../lib/program/problem.ts";
import type { StageDescription } from "./description.ts";

/** The bridge that `npm start` runs on this machine. */

/**
 * @param address of the demo page, as `npm start` prints it
 * @throws Problem when no bridge runs there
 */
export async function describeLocal(address: string): Promise<StageDescription & Pick<LocalStage, "configPath">> {
  const { endpoints, ...stage } = await askStage(address);
  const { sessionTokenFile, ...places } = endpoints;
  const sessionToken = await readFile(sessionTokenFile, "utf8").catch(() => {
    throw new Problem(
      `The bridge at ${address} was started by another user of this machine, and only they can work on it: ${sessionTokenFile} cannot be read.`,
    );
  });
  return { ...stage, endpoints: { ...places, sessionToken }, name: "local", place: "this machine" };
}

async function askStage(address: string): Promise<LocalStage> {
  try {
    return LocalStageSchema.parse(JSON.parse(await read(new URL("/api/stage", address))));
  } catch {
    throw new Problem(
      `No bridge runs at ${address}: start it with \`npm start\`, or give the address it prints behind "Try it": --local http://127.0.0.1:…`,
    );
  }
}

/** By Node's own HTTP, which is loaded anyway: `fetch` alone would take a tenth of what a command takes to start. */
const read = (address: URL): Promise<string> =>
  new Promise((resolve, reject) => {
    get(address, (answer) => {
      let text = "";
      answer.setEncoding("utf8");
      answer.on("data", (part: string) => {
        text += part;
      });
      answer.once("end", () => resolve(text));
      answer.once("error", reject);
    }).once("error", reject);
  });
