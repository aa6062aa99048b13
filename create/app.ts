import { configFile } from "../operator/init/config-file.ts";

/** The files of a bridge of one's own, by their names. */

export interface AppOptions {
  /** Of the folder; npm takes it as the name of the app. */
  readonly name: string;
  /** Which callingly-bridge: a range of versions, or a file. */
  readonly bridge: string;
  /** Whether npm has it. Else it is made in a clone, and installed from there. */
  readonly isOnNpm: boolean;
  /** The zone of this machine, until somebody says another. */
  readonly timeZone: string;
}

export const appFiles = ({ name, bridge, isOnNpm, timeZone }: AppOptions): Readonly<Record<string, string>> => ({
  "bridge.config.ts": configFile(
    {
      timeZone,
      // "invalid" never resolves: with npm start a demo CRM stands in for it.
      crms: [{ connector: "webhook", settings: { url: "https://crm.invalid/callingly-results" } }],
      sources: [
        { name: "website", connector: "html-form", team: 19230, country: "US" },
        { name: "anything", connector: "json", team: 19230, country: "US" },
      ],
    },
    "callingly-bridge",
  ),
  "package.json": json({
    name: packageName(name),
    private: true,
    type: "module",
    scripts: { start: "bridge start", bridge: "bridge", deploy: "cdk deploy" },
    dependencies: { "callingly-bridge": bridge },
    // It needs no script at its installation, and npm would ask about it.
    allowScripts: { esbuild: false },
  }),
  "cdk.json": json({
    app: "node node_modules/callingly-bridge/bin/app.mjs",
    watch: { include: ["*.ts"], exclude: ["cdk.out", "dist", "node_modules"] },
  }),
  ".gitignore": "node_modules/\ncdk.out/\ndist/\n.bridge/\n",
  "README.md": readme(name, isOnNpm ? fromNpm : fromClone(bridge)),
});

const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;

/** As npm allows names. */
const packageName = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 200) || "my-bridge";

const fromNpm = "`npm install callingly-bridge@latest`";

/** A file that was named is where the next one will be; else it is where `npm run package` puts it. */
const fromClone = (bridge: string): string => {
  const file = bridge.startsWith("file:")
    ? bridge.slice("file:".length)
    : "<clone>/dist/npm/callingly-bridge-<version>.tgz";
  return `in the clone of callingly-bridge \`git pull\`, \`npm ci\` and \`npm run package\`, here \`npm install ${/\s/.test(file) ? JSON.stringify(file) : file}\``;
};

const readme = (name: string, newer: string): string => `# ${name}

Leads from web forms and CRMs come in, Callingly calls each of them once, and the result goes back to the CRM:
callingly-bridge, with your configuration in \`bridge.config.ts\`.

\`\`\`
npm install
npm start                    # the whole bridge on this machine, with a Callingly that rings nobody
\`\`\`

\`npm start\` prints an address: open it, send the form, and watch the lead being called.

Then say whose team rings and who gets the results, and deploy it to your AWS account:

\`\`\`
npm run bridge -- init --force                          # asks, and writes bridge.config.ts
npx cdk bootstrap                                       # once for each account and region
npx cdk deploy
npm run bridge -- secrets set callingly-tokens main     # your API key of Callingly
npm run bridge -- doctor                                # what is missing or wrong, each with its remedy
\`\`\`

Outside the stages \`prod\`, \`production\` and \`live\` only numbers that you list are rung. All commands: \`npm run bridge -- --help\`. The pages about
each sender and CRM, upgrades and alarms are in \`node_modules/callingly-bridge/docs\`.

A newer version: ${newer}, then read its \`CHANGELOG.md\` and deploy again.
`;
