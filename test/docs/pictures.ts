import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import type { SpawnedBridge } from "../local/spawn-bridge.ts";

/** The pictures of the documents: of which page each is, and what is on it. All people are invented. */

export interface Picture {
  /** Its file in docs/pictures, without `.png`. */
  readonly name: string;
  /** Brings the page to where it is worth a picture. */
  readonly show: (page: Page, bridge: SpawnedBridge) => Promise<void>;
}

export const pictureSize = { width: 1280, height: 800 } as const;

/** As many bytes as a picture may have: whoever clones the repository gets them all. */
export const largestPicture = 120_000;

export const picturesFolder = join(import.meta.dirname, "../../docs/pictures");

export const pictures: readonly Picture[] = [
  {
    name: "start",
    async show(page, bridge) {
      await page.goto(bridge.console.url);
      for (const person of called) {
        await fillIn(page, person);
        await page.getByRole("button", { name: "Call me" }).click();
        const path = page.locator(".path", { hasText: `${person[0]} ${person[1]}` });
        await path.getByText("reported in the CRM").first().waitFor();
      }
      await page.getByRole("cell", { name: "Grace Lake" }).waitFor();
      await fillIn(page, ["Owen", "Tate", "+1 303 555 0100"]);
    },
  },
  {
    name: "lead",
    async show(page, bridge) {
      await page.goto(`${bridge.crm.url}/console/`);
      await page.getByRole("link", { name: "Grace Lake" }).click();
      await page.getByRole("heading", { name: "What happened" }).waitFor();
    },
  },
  {
    name: "waiting",
    async show(page, bridge) {
      for (const body of waiting) await post(bridge, body);
      await page.goto(`${bridge.crm.url}/console/`);
      await page.getByRole("button", { name: "Make a review case" }).click();
      await page.getByRole("link", { name: "review it" }).waitFor();
      await page.goto(`${bridge.crm.url}/console/waiting`);
      await page.getByText("No such phone number can exist").first().waitFor();
    },
  },
  {
    name: "review",
    async show(page, bridge) {
      await page.goto(`${bridge.crm.url}/console/review`);
      await page.getByRole("heading", { name: "Your decision" }).waitFor();
      await page.evaluate("scrollTo(0, document.documentElement.scrollHeight)");
    },
  },
  {
    name: "today",
    async show(page, bridge) {
      await page.goto(`${bridge.crm.url}/console/today`);
      await page.getByRole("heading", { name: "Outcomes" }).waitFor();
    },
  },
];

/** Whose calls end at voicemail and with a talk. */
const called = [
  ["Maya", "Heath", "+1 212 555 0101"],
  ["Grace", "Lake", "+1 206 555 0100"],
] as const;

async function fillIn(page: Page, [first, last, phone]: readonly [string, string, string]): Promise<void> {
  await page.getByLabel("First name").fill(first);
  await page.getByLabel("Last name").fill(last);
  await page.getByLabel("Phone", { exact: true }).fill(phone);
  await page.getByLabel("E-mail").fill(`${first}.${last}@example.com`.toLowerCase());
}

/** A number that cannot exist, a free one, one from abroad, and no number at all. */
const waiting = [
  { first_name: "Owen", last_name: "Tate", phone: "12345", email: "owen.tate@example.com" },
  { first_name: "Priya", last_name: "Raman", phone: "+1 800 555 0100" },
  { first_name: "Noah", last_name: "Brook", phone: "+44 20 7946 0123" },
  { first_name: "Ines", last_name: "Costa", phone: "+44 20 7946 0124" },
  { first_name: "Theo", last_name: "Marsh", email: "theo.marsh@example.com" },
];

async function post(bridge: SpawnedBridge, body: object): Promise<void> {
  const url = bridge.sources.anything?.url ?? "";
  const headers = { "content-type": "application/json" };
  const { ok, status } = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
  if (!ok) throw new Error(`The bridge answered ${status} to ${JSON.stringify(body)}`);
}

/** The files that are there, without `.png`. */
export const picturesThere = (): string[] =>
  readdirSync(picturesFolder)
    .map((file) => file.replace(/\.png$/, ""))
    .sort();

/** Width and height, as a PNG says them itself. */
export function sizeOf(name: string): { readonly width: number; readonly height: number; readonly bytes: number } {
  const file = readFileSync(join(picturesFolder, `${name}.png`));
  if (file.toString("latin1", 1, 4) !== "PNG") throw new Error(`docs/pictures/${name}.png is no PNG`);
  return { width: file.readUInt32BE(16), height: file.readUInt32BE(20), bytes: file.length };
}
