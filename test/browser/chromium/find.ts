import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, posix, win32 } from "node:path";

/** Which browser the tests run in. */
export type Chromium =
  /** The one that npm has brought, still packed. */
  { readonly kind: "packed"; readonly folder: string } | { readonly kind: "installed"; readonly path: string };

export interface Machine {
  readonly platform: string;
  readonly arch: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly exists: (path: string) => boolean;
  /** Where npm has put the files of `@sparticuz/chromium`. */
  readonly packed: string | undefined;
}

export const none =
  "No test in a browser ran: this machine has no Chromium. Install Chromium, Chrome or Edge, or set CHROMIUM to the path of one.";

/**
 * `CHROMIUM` comes first. Then the one of npm, which is the same for all and runs on Linux x64 only; elsewhere one that
 * the machine has.
 * @throws Error when CHROMIUM names a file that is not there
 */
export function findChromium(machine: Machine): Chromium | undefined {
  const { platform, arch, env, exists, packed } = machine;
  const named = env.CHROMIUM;
  if (named) {
    if (!exists(named)) throw new Error(`CHROMIUM names ${named}, and there is no such file`);
    return { kind: "installed", path: named };
  }
  if (platform === "linux" && arch === "x64" && packed !== undefined) return { kind: "packed", folder: packed };
  const path = usualPaths(machine).find(exists);
  return path === undefined ? undefined : { kind: "installed", path };
}

function usualPaths({ platform, env }: Machine): string[] {
  if (platform === "darwin")
    return ["Chromium", "Google Chrome", "Microsoft Edge"].map(
      (app) => `/Applications/${app}.app/Contents/MacOS/${app}`,
    );
  const programs = [env.PROGRAMFILES, env["PROGRAMFILES(X86)"], env.LOCALAPPDATA].filter(
    (folder) => folder !== undefined,
  );
  if (platform === "win32")
    return [
      "Chromium\\Application\\chrome.exe",
      "Google\\Chrome\\Application\\chrome.exe",
      "Microsoft\\Edge\\Application\\msedge.exe",
    ].flatMap((path) => programs.map((folder) => win32.join(folder, path)));
  const folders = (env.PATH ?? "").split(posix.delimiter).filter((folder) => folder !== "");
  return ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"].flatMap((name) =>
    folders.map((folder) => posix.join(folder, name)),
  );
}

/** This machine, as it is. */
export const here = (): Machine => ({
  platform: process.platform,
  arch: process.arch,
  env: process.env,
  exists: existsSync,
  packed: packedByNpm(),
});

function packedByNpm(): string | undefined {
  try {
    const main = createRequire(import.meta.url).resolve("@sparticuz/chromium");
    // Which file is imported, and how deep it lies, changes with its versions.
    const [folder = dirname(main)] = /^.*[\\/]@sparticuz[\\/]chromium(?=[\\/])/.exec(main) ?? [];
    return join(folder, "bin");
  } catch {
    // npm was told to leave it out.
    return undefined;
  }
}
