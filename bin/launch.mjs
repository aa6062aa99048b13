import { existsSync, readFileSync, statSync } from "node:fs";
import * as nodeModule from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/**
 * Starts a program of this package as it was built: it is one file with what it needs, so it starts at once. A package
 * from npm has its build in it. In a clone it is built anew whenever a source has changed, and so is never stale.
 * Plain JavaScript, as it is what runs when nothing has to be translated.
 */

const root = join(import.meta.dirname, "..");
const note = join(root, "dist/clone.json");

/** @returns the module of the program */
export async function launch(program) {
  // Node keeps what it has compiled (22.8 and later), in a folder of the package where nobody else writes.
  nodeModule.enableCompileCache?.(join(root, "dist/compiled"));
  const folder = existsSync(join(root, "bin/build.ts")) ? await ofClone() : join(root, "dist/program");
  return import(pathToFileURL(join(folder, `${program}.js`)).href);
}

async function ofClone() {
  const fresh = freshBuild();
  if (fresh !== undefined) return fresh;
  // TypeScript as it is: https://tsx.is/dev-api/register-esm
  const { register } = await import("tsx/esm/api");
  const unregister = register();
  const { buildForClone } = await import("./build/for-clone.ts");
  const folder = await buildForClone(note);
  await unregister();
  return folder;
}

/** The folder of the newest build, unless one of its sources is another than it was. */
function freshBuild() {
  try {
    const { folder, sources } = JSON.parse(readFileSync(note, "utf8"));
    const isFresh = Object.entries(sources).every(([file, stamp]) => {
      // By hand, as hundreds of files are looked at.
      const { mtimeMs, size } = statSync(`${root}/${file}`);
      return `${mtimeMs} ${size}` === stamp;
    });
    return isFresh && existsSync(join(root, folder)) ? join(root, folder) : undefined;
  } catch {
    // There was no build, or a source is gone.
    return undefined;
  }
}
