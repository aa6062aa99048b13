import { existsSync } from "node:fs";
import { relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { Refused, writeApp } from "./write-app.ts";

/** `npm create callingly-bridge`: makes the folder of a bridge of one's own. */

/** Of this package and of the one that it asks for: they are published together. */
declare const VERSION: string;

const usage = `npm create callingly-bridge [folder] [-- options]

Makes a folder with a bridge of your own: bridge.config.ts, which you edit, and what starts and deploys it.

  --package <which>   the version of callingly-bridge, or a file of it; default ^${VERSION}
  --json              print one JSON line
  --help              this
  --version           print the version
`;

const defaultFolder = "my-bridge";

try {
  main();
} catch (error) {
  if (!(error instanceof Refused)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

function main(): void {
  const { values, positionals } = words();
  if (values.help) return void process.stdout.write(usage);
  if (values.version) return void console.log(VERSION);
  if (positionals.length > 1) throw new Refused(`Name one folder, not ${positionals.join(" and ")}.`);
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const { folder, files } = writeApp(positionals[0] ?? defaultFolder, {
    bridge: whichBridge(values.package),
    timeZone,
  });
  if (values.json) return void console.log(JSON.stringify({ folder, files }));
  const here = relative(process.cwd(), folder);
  const next = [
    ...(here === "" ? [] : [`cd ${/\s/.test(here) ? JSON.stringify(here) : here}`]),
    "npm install",
    "npm start                          # the whole bridge here, with a Callingly that rings nobody",
    "npm run bridge -- init --force     # asks for your team and CRM, and writes bridge.config.ts",
    "npx cdk deploy                     # to your AWS account",
  ];
  console.log(`${folder} has ${files.join(", ")}. Next:\n\n  ${next.join("\n  ")}`);
}

/** A file is named from where the person is, and npm looks for it from the app. */
function whichBridge(said: string | undefined): string {
  if (said === undefined) return `^${VERSION}`;
  return said.endsWith(".tgz") && existsSync(said) ? `file:${resolve(said)}` : said;
}

function words() {
  const options = {
    package: { type: "string" },
    json: { type: "boolean" },
    help: { type: "boolean", short: "h" },
    version: { type: "boolean" },
  } as const;
  try {
    return parseArgs({ allowPositionals: true, options });
  } catch (error) {
    throw new Refused(`${(error as Error).message.split(". ")[0]}. See --help.`);
  }
}
