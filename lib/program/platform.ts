/**
 * What differs from one operating system to the next, each fact in one place: all other code asks here. A test asks for
 * any system, on whichever it runs.
 */

export interface Machine {
  /** As Node calls it: `linux`, `darwin`, `win32`. */
  readonly os: string;
  /** As Node calls it: `x64`, `arm64`. */
  readonly arch: string;
}

export interface Platform {
  /** As packages for one kind of machine are named: `darwin-arm64`. */
  readonly name: string;
  /** For people: "macOS on ARM". */
  readonly title: string;
  /** Between the folders of the PATH variable. */
  readonly pathDelimiter: string;
  /** A folder that lies in memory, where the system has one for everybody: a write there waits for no disk. */
  readonly memoryFolder: string | undefined;
  /** Whether each address of 127/8 leads to this machine, and not 127.0.0.1 alone. */
  readonly isLoopbackWide: boolean;
  /** Whether a program may get a network of its own, which nobody else reaches. */
  readonly hasOwnNetworks: boolean;
  /** Whether a thread has a priority of its own. Elsewhere setting it would slow the whole process. */
  readonly hasThreadPriorities: boolean;
  /** Where facts about a process are found: in files, or by asking a program. */
  readonly processes: "files" | "ps" | "powershell";
  /**
   * Whether a process gets another parent when its own has ended. On Windows it goes on naming the one that is gone, so
   * that one has to be looked for.
   */
  readonly adoptsOrphans: boolean;
  /** The program that opens an address in the person's browser, with the words that come before the address. */
  readonly opener: readonly [program: string, ...words: string[]];
  /** The file that holds a program: `dynoxide.exe`. */
  executable(program: string): string;
  /**
   * How a program is started that npm has put on the PATH, as npm itself is. On Windows that is a script, which Node
   * starts by a shell alone, as one line: words may hold spaces then, and nothing else that a shell understands.
   */
  script(program: string, words: readonly string[]): Spawned;
}

/** What Node's `spawn` is given. */
export interface Spawned {
  readonly program: string;
  readonly words: readonly string[];
  readonly shell: boolean;
}

type Differences = Omit<Platform, "name" | "title">;

const unix: Differences = {
  pathDelimiter: ":",
  memoryFolder: undefined,
  isLoopbackWide: false,
  hasOwnNetworks: false,
  hasThreadPriorities: false,
  processes: "ps",
  adoptsOrphans: true,
  opener: ["xdg-open"],
  executable: (program) => program,
  script: (program, words) => ({ program, words, shell: false }),
};

const oneLine = (words: readonly string[]): string =>
  words.map((word) => (/\s/.test(word) ? `"${word}"` : word)).join(" ");

const known: Readonly<Record<string, Differences>> = {
  linux: {
    ...unix,
    memoryFolder: "/dev/shm",
    isLoopbackWide: true,
    hasOwnNetworks: true,
    hasThreadPriorities: true,
    // Containers often have no `ps`.
    processes: "files",
  },
  darwin: { ...unix, opener: ["open"] },
  win32: {
    ...unix,
    pathDelimiter: ";",
    isLoopbackWide: true,
    processes: "powershell",
    adoptsOrphans: false,
    opener: ["rundll32", "url.dll,FileProtocolHandler"],
    executable: (program) => `${program}.exe`,
    script: (program, words) => ({ program: oneLine([`${program}.cmd`, ...words]), words: [], shell: true }),
  },
};

const titles: Readonly<Record<string, string>> = { linux: "Linux", darwin: "macOS", win32: "Windows" };

/** A system that is not known here is taken for a Unix that can do nothing in particular. */
export function platformOf({ os, arch }: Machine): Platform {
  const processor = arch === "arm64" ? "ARM" : arch;
  return { ...(known[os] ?? unix), name: `${os}-${arch}`, title: `${titles[os] ?? os} on ${processor}` };
}

export const thisPlatform: Platform = platformOf({ os: process.platform, arch: process.arch });
