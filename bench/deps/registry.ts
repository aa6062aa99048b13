import { execFile } from "node:child_process";
import { promisify } from "node:util";
import * as z from "zod";

/** What the registry that npm is set up with knows of a package. It is asked by npm, with whatever it is set up with. */

const ViewSchema = z.object({
  time: z.record(z.string(), z.string()).optional(),
  maintainers: z.array(z.unknown()).optional(),
});

export interface Known {
  /** When the version that is installed was published, and the newest of all; undefined where the registry does not say. */
  readonly published: string | undefined;
  readonly newest: string | undefined;
  readonly maintainers: number | undefined;
}

export async function knownOf(name: string, version: string): Promise<Known> {
  const said = await promisify(execFile)(
    "npm",
    ["view", `${name}@${version}`, "name", "time", "maintainers", "--json"],
    {
      maxBuffer: 32 * 1024 * 1024,
    },
  ).catch(() => undefined);
  const view = ViewSchema.safeParse(jsonOf(said?.stdout ?? "")).data;
  const { created: _created, modified: _modified, ...times } = view?.time ?? {};
  return {
    published: times[version]?.slice(0, 10),
    newest: Object.values(times).toSorted().at(-1)?.slice(0, 10),
    maintainers: view?.maintainers?.length,
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
