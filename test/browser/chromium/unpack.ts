import { spawn } from "node:child_process";
import { once } from "node:events";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress } from "node:zlib";

/** A Chromium that starts where nothing is installed: it brings what it needs beside the C library, and a font. */
export interface Unpacked {
  readonly path: string;
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Unpacks the Chromium of `@sparticuz/chromium` once per version, which takes some three seconds; its own function would put it where
 * all users of the machine do, and would take half a file of another process for a whole one.
 * @param packed the package's folder of packed files
 */
export async function unpackChromium(packed: string): Promise<Unpacked> {
  const { version } = JSON.parse(await readFile(join(packed, "../package.json"), "utf8")) as { version: string };
  const folder = join(packed, "../../../.cache", `chromium-${version}`);
  if (!(await isThere(folder))) await unpackTo(folder, packed);
  return {
    path: join(folder, "chromium"),
    env: { LD_LIBRARY_PATH: join(folder, "al2023/lib"), FONTCONFIG_FILE: join(folder, "fonts.conf") },
  };
}

/** It appears as a whole or not at all. Of two runs at a time, each unpacks, and the first one stays. */
async function unpackTo(folder: string, packed: string): Promise<void> {
  const own = `${folder}.${process.pid}`;
  const unpacked = (file: string, to: string, mode?: number) =>
    pipeline(
      createReadStream(join(packed, file)),
      createBrotliDecompress(),
      createWriteStream(join(own, to), { mode }),
    );
  const untar = async (name: string) => {
    // As a file: tar ends where the archive does, and does not read what only fills the last block.
    await unpacked(`${name}.tar.br`, `${name}.tar`);
    await mkdir(join(own, name), { recursive: true });
    const tar = spawn("tar", ["-x", "-C", join(own, name), "-f", join(own, `${name}.tar`)], { stdio: "inherit" });
    const [code] = await once(tar, "close");
    if (code !== 0) throw new Error(`tar could not unpack ${name}.tar.br of @sparticuz/chromium`);
    await rm(join(own, `${name}.tar`));
  };
  try {
    await mkdir(own, { recursive: true });
    await Promise.all([
      unpacked("chromium.br", "chromium", 0o755),
      untar("al2023"),
      untar("fonts"),
      writeFile(join(own, "fonts.conf"), fontsIn(folder)),
    ]);
    await rename(own, folder).catch(async (error) => {
      if (!(await isThere(folder))) throw error;
    });
  } finally {
    await rm(own, { recursive: true, force: true });
  }
}

/** The machine's own fonts come with it where there are any: the one of the package has no letters but Latin, Greek and Cyrillic ones. */
const fontsIn = (folder: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${folder}/fonts</dir>
  <cachedir>${folder}/font-cache</cachedir>
</fontconfig>
`;

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
