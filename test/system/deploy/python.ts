import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Problem } from "../../../lib/program/problem.ts";
import type { Owned } from "./owned.ts";

/** The oldest Python that is tried here; MiniStack itself asks for 3.10. */
const oldest = [3, 11] as const;
const root = join(import.meta.dirname, "../../..");
const requirements = join(import.meta.dirname, "requirements.txt");

export interface Python {
  /** The interpreter of the private environment. */
  readonly path: string;
  /** Of MiniStack. */
  readonly version: string;
  readonly wasThere: boolean;
}

/**
 * Installs MiniStack into an environment of its own below node_modules, once per list of requirements: nothing else on
 * the machine is touched, and removing node_modules removes it.
 * @throws Problem when Python or pip is missing
 */
export async function installMiniStack(owned: Owned): Promise<Python> {
  const interpreter = await findPython(owned);
  const pinned = readFileSync(requirements, "utf8");
  const version = /^ministack==(.+)$/m.exec(pinned)?.[1] ?? "";
  const key = createHash("sha256").update(`${interpreter.version}\n${pinned}`).digest("hex").slice(0, 12);
  const folder = join(root, "node_modules/.cache/callingly-bridge", `ministack-${version}-${key}`);
  const path = join(folder, process.platform === "win32" ? "Scripts/python.exe" : "bin/python");
  const isComplete = join(folder, "complete");
  if (existsSync(isComplete)) return { path, version, wasThere: true };

  rmSync(folder, { recursive: true, force: true });
  const venv = owned.start(interpreter.command, ["-m", "venv", folder], { env: process.env });
  if ((await venv.ended) !== 0) {
    throw new Problem(
      `Python ${interpreter.version} cannot make an environment with pip: install its venv package (on Debian and Ubuntu \`apt install python3-venv\`).`,
    );
  }
  const pip = owned.start(
    path,
    ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", requirements],
    {
      env: process.env,
    },
  );
  if ((await pip.ended) !== 0) {
    throw new Problem(
      `pip could not install MiniStack ${version}; is its package index within reach?\n${lastLines(pip.output())}`,
    );
  }
  writeFileSync(isComplete, "");
  return { path, version, wasThere: false };
}

interface Interpreter {
  readonly command: string;
  readonly version: string;
}

async function findPython(owned: Owned): Promise<Interpreter> {
  const commands = process.env.PYTHON ? [process.env.PYTHON] : ["python3", "python", "python3.13", "python3.12"];
  for (const command of commands) {
    const asked = owned.start(command, ["-c", "import sys; print('%d.%d' % sys.version_info[:2])"], {
      env: process.env,
    });
    if ((await asked.ended) !== 0) continue;
    const version = asked.stdout().trim();
    if (isRecent(version)) return { command, version };
  }
  throw new Problem(
    `The deploy test needs Python ${oldest.join(".")} or later with pip, for the emulator that it deploys into: install it, or name one with PYTHON=/path/to/python3.`,
  );
}

function isRecent(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
}

const lastLines = (text: string): string => text.trimEnd().split("\n").slice(-5).join("\n");
