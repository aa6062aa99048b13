import { execFile } from "node:child_process";
import { mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import { type Bundles, bundleFunctions, bundling } from "../../lib/bundling/bundle.ts";
import { defaultConfigPath, readConfig } from "../../lib/synth/read-config.ts";

/** What is measured: our bundles, those of an earlier revision, and the least that can write to the table. */

const run = promisify(execFile);
const root = bundling.absWorkingDir;

const leastThatCanWrite = `
  import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
  const db = new DynamoDBClient();
  export const handler = (Item) => db.send(new PutItemCommand({ TableName: process.env.TABLE_NAME, Item }));
`;

export const ourBundles = async (folder: string): Promise<Bundles> =>
  bundleFunctions(Object.assign(await readConfig(defaultConfigPath), { anyHour: true }), folder);

/** The DynamoDB client alone, bundled as the functions are. @returns its folder */
export async function clientAlone(folder: string): Promise<string> {
  await build({
    ...bundling,
    stdin: { contents: leastThatCanWrite, resolveDir: root },
    outfile: join(folder, "index.mjs"),
  });
  return folder;
}

/** Run in the tree of a revision, whatever that consists of. */
const bundleThere = `
  const [tree, out] = process.argv.slice(1);
  // Before 2026-12 both files stood beside the constructs.
  const inTree = (folder, file) => import(tree + "/lib/" + folder + file).catch(() => import(tree + "/lib/" + file));
  const { bundleFunctions } = await inTree("bundling/", "bundle.ts");
  const { defaultConfigPath, readConfig } = await inTree("synth/", "read-config.ts");
  console.log(JSON.stringify(await bundleFunctions(await readConfig(defaultConfigPath), out)));
  process.exit();
`;

/** The bundles of a revision, made by its own code and with its own configuration from the packages that are installed. */
export async function bundlesOf(revision: string, folder: string): Promise<Bundles> {
  const tree = join(folder, "tree");
  await mkdir(tree, { recursive: true });
  const packed = join(folder, "tree.tar");
  await run("git", ["archive", "--output", packed, revision], { cwd: root });
  await run("tar", ["-xf", packed, "-C", tree]);
  await symlink(join(root, "node_modules"), join(tree, "node_modules"));
  const args = ["--import", "tsx", "--input-type=module", "--eval", bundleThere, tree, join(folder, "functions")];
  const { stdout } = await run(process.execPath, args, { cwd: tree });
  return JSON.parse(stdout) as Bundles;
}
