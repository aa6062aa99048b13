import { accessSync, constants } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { packageFile } from "../../lib/program/places.ts";
import { type Platform, thisPlatform } from "../../lib/program/platform.ts";
import { Problem } from "../../lib/program/problem.ts";
import { type EnginePackage, enginePackage, fetchedInto } from "./engine-package.ts";
import { fetchPackage } from "./fetch-package.ts";

export interface EngineSearch {
  readonly platform: Platform;
  /** The PATH variable. */
  readonly path: string;
  /** Where a package that is fetched lies. */
  readonly into: string;
  /** Hears that an engine is being fetched, which takes some seconds. */
  say(text: string): void;
  /**
   * Fetches the package into a folder.
   * @throws Error saying why it could not
   */
  fetch(wanted: EnginePackage, folder: string): Promise<void>;
}

const here: EngineSearch = {
  platform: thisPlatform,
  path: process.env.PATH ?? "",
  into: fetchedInto,
  say: () => undefined,
  fetch: fetchPackage,
};

/**
 * The DynamoDB engine's executable: from its npm package for this machine, from the PATH, or fetched from npm now, once.
 * @throws Problem when there is none, and none can be had
 */
export async function findEngine(search: Partial<EngineSearch> = {}): Promise<string> {
  const { platform, path, into, say, fetch } = { ...here, ...search };
  const wanted = enginePackage(platform);
  const file = platform.executable("dynoxide");
  const installed = () => wanted && [from(packageFile("package.json"), wanted, file), from(inside(into), wanted, file)];
  const onPath = path.split(platform.pathDelimiter).filter(Boolean);
  const found = [...(installed() ?? []), ...onPath.map((folder) => join(folder, file))].find(isExecutable);
  if (found !== undefined) return found;
  const elsewhere =
    "put `dynoxide` on the PATH, or set DYNAMODB_ENDPOINT to a running engine such as DynamoDB Local (`docker run -p 8000:8000 amazon/dynamodb-local`).";
  if (!wanted) throw new Problem(`There is no DynamoDB engine for ${platform.title} (${platform.name}): ${elsewhere}`);

  const named = `${wanted.name}@${wanted.version}`;
  say(`Fetching the DynamoDB engine for ${platform.title} from npm, once: ${named} …`);
  const why = await fetch(wanted, into).then(
    () => "npm has put it elsewhere",
    ({ message }: Error) => message,
  );
  const fetched = installed()?.find(isExecutable);
  if (fetched !== undefined) return fetched;
  throw new Problem(
    `There is no DynamoDB engine for ${platform.title} here, and ${named} could not be fetched (${why}): try \`npm install --no-save ${named}\`, ${elsewhere}`,
  );
}

/** As Node finds a package from a file. */
function from(place: string, { name }: EnginePackage, file: string): string | undefined {
  try {
    return join(dirname(createRequire(place).resolve(`${name}/package.json`)), file);
  } catch {
    return undefined;
  }
}

const inside = (folder: string): string => join(folder, "package.json");

function isExecutable(path: string | undefined): path is string {
  try {
    accessSync(path ?? "", constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
