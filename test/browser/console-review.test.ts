import { afterEach, describe, expect, it } from "vitest";
import { memoryStore } from "../../lambda/store/memory.ts";
import { byNpx } from "../../lib/program/typed.ts";
import { fromNoon } from "../fakes/leads.ts";
import { listedCall, reviewLead, stageShowing } from "../operator/console/scene.ts";
import { aScreen, faultsOf, type Screen } from "./console/screen.ts";

/** A review in a browser: one case after the other, by keys alone. */

let screen: Screen;
afterEach(() => screen?.close());

const phone = (ending: number) => `+120655501${ending}`;

async function reviewScreen(facts = {}) {
  const store = memoryStore();
  const leads = ["Grace Lake", "Maya Heath", "Zoë Brook"].map((name, at) =>
    reviewLead({ name, phone: phone(10 + at), at: fromNoon(at) }),
  );
  for (const lead of leads) await store.leads.add(lead);
  // One call fits the first, two fit the second, none the third.
  const calls = [listedCall(77, phone(10)), listedCall(78, phone(11)), listedCall(79, phone(11))];
  screen = await aScreen(stageShowing(calls, { store }), facts);
  await screen.open("review");
  await screen.page.getByText("3 cases are to be decided.").waitFor();
  const stateOf = async (at: number) => (await store.leads.find(leads[at]?.id ?? ""))?.state;
  return { store, leads, stateOf, page: screen.page };
}

describe("the page of a review", () => {
  it("is whole for everybody", async () => {
    const { page } = await reviewScreen();
    await page.getByText("fits", { exact: true }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    expect(screen.complaints).toEqual([]);
  });

  it("is worked through by keys alone: it rang, which of two it was, called again after a question", async () => {
    const { store, leads, stateOf, page } = await reviewScreen({ typed: { ...byNpx, bridge: byNpx.command } });
    await page.getByText("fits", { exact: true }).waitFor();
    await page.keyboard.press("r");
    await page.getByText("2 cases are to be decided. 1 decided.").waitFor();
    expect(await store.leads.find(leads[0]?.id ?? "")).toMatchObject({ state: "placed", callId: "77" });

    await page.getByText("fits", { exact: true }).first().waitFor();
    await page.keyboard.press("r");
    await page.getByRole("dialog", { name: "Which call was it?" }).waitFor();
    await page.getByLabel("Call 79").press("Space");
    await page.getByRole("button", { name: "It rang", exact: true }).press("Enter");
    await page.getByText("1 case is to be decided. 2 decided.").waitFor();
    expect(await store.leads.find(leads[1]?.id ?? "")).toMatchObject({ state: "placed", callId: "79" });

    await page.getByText("No call with this phone.").waitFor();
    await page.keyboard.press("c");
    await page.getByText("It may have rung once before.").waitFor();
    expect(await stateOf(2)).toBe("review");
    await page.getByRole("button", { name: "Call this person now" }).press("Enter");
    await page.getByRole("heading", { name: "All are decided" }).waitFor();
    expect(await store.leads.find(leads[2]?.id ?? "")).toMatchObject({ state: "ready", ringsAuthorised: 2 });
    await page.getByText("start npx bridge start and press “Make a review case” on its first page").waitFor();
    await page.locator(".twin code", { hasText: /^npx bridge review --stage test$/ }).waitFor();
  });

  it("moves by j and k, and skips by s, which shows no personal data here", async () => {
    const { stateOf, page } = await reviewScreen();
    await page.getByText("1 of 3").waitFor();
    await page.keyboard.press("j");
    await page.getByText("2 of 3").waitFor();
    await page.keyboard.press("k");
    await page.getByText("1 of 3").waitFor();
    await page.keyboard.press("s");
    await page.getByText("2 of 3").waitFor();
    await page.getByText("1 skipped.").waitFor();
    expect(await page.getByRole("button", { name: "Show personal data" }).getAttribute("aria-pressed")).toBe("false");
    expect(await stateOf(0)).toBe("review");
  });

  it("ends a lead by x, and one alone while the key is held down", async () => {
    const { stateOf, page } = await reviewScreen();
    await page.getByText("fits", { exact: true }).waitFor();
    await page.keyboard.down("x");
    await page.getByText("2 cases are to be decided. 1 decided.").waitFor();
    await page.getByText("fits", { exact: true }).first().waitFor();
    await page.keyboard.down("x");
    await page.keyboard.up("x");
    expect([await stateOf(0), await stateOf(1)]).toEqual(["cancelled", "review"]);
  });

  it("heeds no key once they are switched off, nor while somebody types", async () => {
    const { stateOf, page } = await reviewScreen();
    await page.getByText("fits", { exact: true }).waitFor();
    await page.getByRole("searchbox", { name: "Find a person" }).press("x");
    await page.getByRole("button", { name: "Keys on" }).click();
    await page.getByRole("button", { name: "Keys off" }).waitFor();
    await page.keyboard.press("x");
    expect(await stateOf(0)).toBe("review");
  });

  it("decides nothing where the console is read only", async () => {
    const { stateOf, page } = await reviewScreen({ isReadOnly: true });
    await page.getByText("fits", { exact: true }).waitFor();
    await page.keyboard.press("x");
    expect(await page.getByRole("button", { name: /It rang|Call again|End it/ }).count()).toBe(0);
    expect(await stateOf(0)).toBe("review");
  });
});
