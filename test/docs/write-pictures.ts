import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { findChromium, here, none } from "../browser/chromium/find.ts";
import { launchChromium } from "../browser/chromium/launch.ts";
import { spawnBridge } from "../local/spawn-bridge.ts";
import { pictureSize, pictures, picturesFolder } from "./pictures.ts";
import { withPalette } from "./png.ts";

/** `npm run docs:pictures` takes the pictures of docs/pictures anew, of a bridge that rings nobody. */

async function writePictures(): Promise<void> {
  const found = findChromium(here());
  if (found === undefined) throw new Error(none);
  // At its usual ports, so that commands stand there as a reader types them.
  const usual = ["--speed", "100", "--port", "8787"];
  const [bridge, server] = await Promise.all([spawnBridge(usual), launchChromium(found)]);
  try {
    const browser = await chromium.connect(server.wsEndpoint());
    const page = await browser.newPage({ viewport: pictureSize, colorScheme: "light", reducedMotion: "reduce" });
    for (const { name, show } of pictures) {
      await show(page, bridge);
      await page.evaluate("document.activeElement.blur(); document.documentElement.style.scrollbarGutter = 'auto'");
      await writeFile(join(picturesFolder, `${name}.png`), withPalette(await page.screenshot()));
      console.log(`docs/pictures/${name}.png`);
    }
    await browser.close();
  } finally {
    await server.close();
    await bridge.end("SIGTERM");
  }
}

await writePictures();
