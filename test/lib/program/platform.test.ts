import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { platformOf } from "../../../lib/program/platform.ts";
import { commandOf, isThere, parentOf } from "../../../lib/program/processes.ts";

const root = join(import.meta.dirname, "../../..");
const linux = platformOf({ os: "linux", arch: "x64" });
const linuxOnArm = platformOf({ os: "linux", arch: "arm64" });
const mac = platformOf({ os: "darwin", arch: "arm64" });
const windows = platformOf({ os: "win32", arch: "x64" });
const other = platformOf({ os: "freebsd", arch: "x64" });

describe("a system", () => {
  it("is named for packages and for people", () => {
    expect([linux, linuxOnArm, mac, windows, other].map(({ name, title }) => [name, title])).toEqual([
      ["linux-x64", "Linux on x64"],
      ["linux-arm64", "Linux on ARM"],
      ["darwin-arm64", "macOS on ARM"],
      ["win32-x64", "Windows on x64"],
      ["freebsd-x64", "freebsd on x64"],
    ]);
  });

  it.each([
    ["memoryFolder", "/dev/shm", undefined, undefined],
    ["isLoopbackWide", true, false, true],
    ["hasOwnNetworks", true, false, false],
    ["hasThreadPriorities", true, false, false],
    ["processes", "files", "ps", "powershell"],
    ["adoptsOrphans", true, true, false],
    ["pathDelimiter", ":", ":", ";"],
    ["opener", ["xdg-open"], ["open"], ["rundll32", "url.dll,FileProtocolHandler"]],
  ] as const)("differs in %s", (fact, onLinux, onMac, onWindows) => {
    expect([linux[fact], linuxOnArm[fact], mac[fact], windows[fact]]).toEqual([onLinux, onLinux, onMac, onWindows]);
  });

  it("that we do not know is a Unix that can do nothing in particular", () => {
    expect({ ...other, name: mac.name, title: mac.title, opener: mac.opener }).toEqual(mac);
  });

  it("starts the programs of npm by a shell where they are scripts", () => {
    expect([linux, mac, windows].map(({ script }) => script("npm", ["install", "x@1.0.0"]))).toEqual([
      { program: "npm", words: ["install", "x@1.0.0"], shell: false },
      { program: "npm", words: ["install", "x@1.0.0"], shell: false },
      // Words beside a shell are what Node warns of.
      { program: "npm.cmd install x@1.0.0", words: [], shell: true },
    ]);
    expect(windows.script("npm", ["pack", "C:\\my apps\\bridge"]).program).toBe('npm.cmd pack "C:\\my apps\\bridge"');
    expect([linux, windows].map(({ executable }) => executable("dynoxide"))).toEqual(["dynoxide", "dynoxide.exe"]);
  });

  it("is asked for in one file, so that a test can be on any", () => {
    const asks = /process\.platform|process\.arch\b|\/dev\/shm|\/proc\/|xdg-open|\bplatform\(\)/;
    const files = ["bin", "lib", "local", "operator", "stand-ins", "lambda"].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
        .filter((file) => /\.(ts|mjs)$/.test(file))
        .map((file) => join(folder, file).replaceAll("\\", "/")),
    );
    const asking = files.filter((file) => asks.test(readFileSync(join(root, file), "utf8")));
    expect(asking).toEqual(["lib/program/platform.ts", "lib/program/processes.ts"]);
  });
});

describe("a process", () => {
  const said: string[] = [];
  const answering = (answer: string) => (program: string, args: readonly string[]) => {
    said.push([program, ...args].join(" "));
    return answer;
  };

  it("is asked about as its system wants it", () => {
    expect(commandOf(42, mac, answering("node start.ts\n"))).toBe("node start.ts");
    expect(parentOf(42, mac, answering("  7\n"))).toBe(7);
    expect(commandOf(42, windows, answering("node.exe start.ts\r\n"))).toBe("node.exe start.ts");
    expect(parentOf(42, windows, answering("7\r\n"))).toBe(7);
    expect(said).toEqual([
      "ps -o command= -p 42",
      "ps -o ppid= -p 42",
      "powershell -NoProfile -NonInteractive -Command (Get-CimInstance Win32_Process -Filter 'ProcessId=42').CommandLine",
      "powershell -NoProfile -NonInteractive -Command (Get-CimInstance Win32_Process -Filter 'ProcessId=42').ParentProcessId",
    ]);
  });

  it.each([mac, windows])("that has ended is not known, nor where nothing tells: $title", (platform) => {
    const silent = () => {
      throw new Error("spawn ENOENT");
    };
    expect([commandOf(42, platform, silent), parentOf(42, platform, silent)]).toEqual([undefined, undefined]);
    expect([commandOf(42, platform, () => "\r\n"), parentOf(42, platform, () => "\r\n")]).toEqual([
      undefined,
      undefined,
    ]);
  });

  it("of this machine is known by what started it", () => {
    expect(commandOf(process.pid)).toContain("node");
    expect(parentOf(process.pid)).toBe(process.ppid);
    expect([isThere(process.pid), isThere(999_999_999)]).toEqual([true, false]);
  });
});
