import { spawn } from "node:child_process";

/**
 * Opens a page in the person's browser, as far as this machine has one.
 * @param address of this machine; everybody on it may see the arguments of a program
 * @returns whether there was a program for it
 */
export function openPage(address: string, platform: NodeJS.Platform = process.platform): Promise<boolean> {
  const [program, ...words] = openers[platform] ?? ["xdg-open"];
  return new Promise((resolve) => {
    const opener = spawn(program, [...words, address], { stdio: "ignore", detached: true });
    opener.once("error", () => resolve(false));
    opener.once("spawn", () => {
      opener.unref();
      resolve(true);
    });
  });
}

const openers: Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>> = {
  darwin: ["open"],
  win32: ["rundll32", "url.dll,FileProtocolHandler"],
};
