import { relative } from "node:path";
import { parseArgs } from "node:util";
import { bridgeNamed } from "./bridge-named.ts";
import { Refused } from "./refused.ts";
import { folderFor } from "./where.ts";
import { writeApp } from "./write-app.ts";

/** `npm create callingly-bridge`: makes the folder of a bridge of one's own. */

/** Of this package and of the one that it asks for: they are published together. */
declare const VERSION: string;
/** Whether a release made this: then npm has the version that it asks for. */
declare const IS_RELEASE: boolean;

const usage = `npm create callingly-bridge [folder] [-- options]

Makes a folder with a bridge of your own: bridge.config.ts, which you edit, and what starts and deploys it.
The folder is ./my-bridge if you name none; name one elsewhere if you are in an npm project.

  --package <which>   the version of callingly-bridge, or a file of it; default ^${VERSION}
  --json              print one JSON line
  --help              this
  --version           print the version
`;

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
  const where = folderFor(positionals[0], process.cwd());
  const bridge = values.package === undefined ? `^${VERSION}` : bridgeNamed(values.package, where, process.cwd());
  const isOnNpm = values.package === undefined ? IS_RELEASE : !bridge.startsWith("file:");
  const { folder, files } = writeApp(where, { bridge, isOnNpm, timeZone });
  if (values.json) return void console.log(JSON.stringify({ folder, files }));
  const here = relative(process.cwd(), folder);
  const isMissing = !isOnNpm && values.package === undefined;
  const next = [
    ...(here === "" ? [] : [`cd ${/\s/.test(here) ? JSON.stringify(here) : here}`]),
    isMissing ? `npm install <clone>/dist/npm/callingly-bridge-${VERSION}.tgz` : "npm install",
    "npm start                          # the whole bridge here, with a Callingly that rings nobody",
    "npm run bridge -- init --force     # asks for your team and CRM, and writes bridge.config.ts",
    "npx cdk deploy                     # to your AWS account",
  ];
  const first = isMissing
    ? "callingly-bridge is not on npm yet: `npm run package` in its clone makes the file that is installed here.\n"
    : "";
  console.log(`${folder} has ${files.join(", ")}.\n${first}Next:\n\n  ${next.join("\n  ")}`);
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
