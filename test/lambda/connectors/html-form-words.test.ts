import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Answer } from "../../../lambda/connectors/contract/intake.ts";
import { inkOn, luminance } from "../../../lambda/connectors/kit/in/site-color.ts";
import { htmlForm } from "../../../lambda/connectors/vendors/html-form/html-form.ts";
import type { Outlook } from "../../../lambda/lead/outlook.ts";

/** In which language a form's visitor is answered, and with what. */

const accepted = (outlook?: Outlook): Answer => ({
  kind: "accepted",
  leads: [{ id: "lead_1", status: "accepted" }],
  outlook,
});
const refused = (code: "no-phone" | "invalid-phone" | "captcha" | undefined, title = ""): Answer => ({
  kind: "rejected",
  status: 422,
  title,
  fields: {},
  code,
});
const browser = { "sec-fetch-mode": "navigate" };
const script = { "sec-fetch-mode": "cors" };

async function answer(
  settings: object,
  given: Answer,
  { form = {}, headers = {} }: { form?: Record<string, string>; headers?: Record<string, string> } = {},
): Promise<string> {
  const request = {
    method: "POST",
    url: "https://bridge.example.com/leads/website",
    headers: { "content-type": "application/x-www-form-urlencoded", ...browser, ...headers },
    query: new URLSearchParams(),
    params: { source: "website" },
    body: new TextEncoder().encode(new URLSearchParams(form).toString()),
  };
  return (await htmlForm.intake.bind(settings).reply(request, given)).body ?? "";
}

describe("the language of a form's visitor", () => {
  const settings = { languages: ["de", "es", "ar"] };
  const languageOf = async (given: object, asked: Parameters<typeof answer>[2]) =>
    /<html lang="(\w+)" dir="(\w+)">/.exec(await answer(given, accepted(), asked))?.[1];
  const german = { "accept-language": "fr-FR, de-AT;q=0.8, es;q=0.5" };

  it("is the source's, else the form's, else the browser's, else English", async () => {
    const form = { _lang: "es-MX" };
    expect(await languageOf({ ...settings, language: "ar" }, { form, headers: german })).toBe("ar");
    expect(await languageOf(settings, { form, headers: german })).toBe("es");
    expect(await languageOf(settings, { form: { lang: "es" }, headers: german })).toBe("es");
    expect(await languageOf(settings, { headers: german })).toBe("de");
    expect(await languageOf(settings, { headers: { "accept-language": "en, de;q=0.1" } })).toBe("en");
    expect(await languageOf(settings, { headers: { "accept-language": "pl, fr" } })).toBe("en");
    expect(await languageOf(settings, {})).toBe("en");
  });

  it("is English where the source names none, whatever is asked for", async () => {
    expect(await languageOf({}, { form: { _lang: "de" }, headers: german })).toBe("en");
  });

  it("goes from right to left where it is written so", async () => {
    const page = await answer({ language: "ar" }, accepted({ phone: "+12025550100" }));
    expect(page).toContain('<html lang="ar" dir="rtl">');
    // The number stays as it is dialled.
    expect(page).toContain("\u2066+1 202 555 0100\u2069");
  });

  it("is taken in no way from what is no language", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.string(), async (text, header) => {
        const found = await languageOf(settings, { form: { _lang: text }, headers: { "accept-language": header } });
        expect(["en", "de", "es", "ar"]).toContain(found);
      }),
    );
  });

  it("comes with the answer to a script, for each text that the script shows", async () => {
    const asked = { headers: { ...script, ...german } };
    const told = JSON.parse(await answer(settings, accepted({ call: "now", phone: "+12025550100" }), asked));
    expect(told).toMatchObject({ lang: "de", dir: "ltr" });
    expect(told.message).toBe("Wir haben Ihre Anfrage erhalten. Wir rufen Sie gleich an.");
    const wrong = JSON.parse(await answer(settings, refused("no-phone"), asked));
    expect(wrong).toMatchObject({
      title: "Bitte prüfen Sie das Formular",
      errors: { phone: "Bitte geben Sie eine Telefonnummer an." },
      lang: "de",
    });
    const robot = JSON.parse(await answer(settings, refused("captcha"), asked));
    expect([robot.title, robot.errors]).toEqual([expect.stringContaining("kein Roboter"), undefined]);
    const broken = JSON.parse(await answer(settings, refused(undefined, "The key is missing or wrong"), asked));
    expect(broken).toMatchObject({ title: expect.stringContaining("Formular"), detail: "The key is missing or wrong" });
  });

  it.each([
    [{ language: "de-AT" }, "did you mean de?"],
    [{ language: "German" }, "did you mean de?"],
    [{ languages: ["español"] }, "did you mean es?"],
    [{ languages: ["tlh"] }, "write one of en, es"],
    [{ color: "blue" }, "write a colour as #0a66c2"],
  ])("that the settings %j name must be one of ours: %s", (wrong, words) => {
    expect(() => htmlForm.intake.bind(wrong)).toThrow(words);
  });
});

describe("the page of a form's visitor", () => {
  it("says when the call comes, as far as that is known, and which number was typed", async () => {
    const phone = "+12025550100";
    const now = await answer({}, accepted({ phone, call: "now" }));
    expect(now).toContain("We will call you in a moment.");
    expect(now).toContain("Your phone number: +1 202 555 0100");
    const later = { at: new Date("2026-12-01T13:00:00Z"), zone: "America/New_York" };
    const from = (await answer({}, accepted({ phone, call: later }))).replaceAll("\u202f", " ");
    expect(from).toContain("The earliest time of our call: Tuesday, December 1 at 8:00 AM EST");
    expect(from).not.toContain("in a moment");
    const asked = await answer({}, accepted({ phone, call: { ...later, isAsked: true } }));
    expect(asked.replaceAll("\u202f", " ")).toContain("We will call you: Tuesday, December 1 at 8:00 AM EST");
    const spanish = await answer({ language: "es" }, accepted({ phone, call: { ...later, isAsked: true } }));
    expect(spanish.replaceAll("\u202f", " ")).toContain("Le llamaremos: martes, 1 de diciembre");
    const unknown = await answer({}, accepted({ phone }));
    expect(unknown).toContain("We have your request.");
    expect(unknown).not.toContain("call you");
  });

  it("says the number in full on the page, and not to a script", async () => {
    const told = await answer({}, accepted({ phone: "+442079460018" }), { headers: script });
    expect(told).not.toMatch(/2079460018/);
    expect(await answer({}, accepted({ phone: "+442079460018" }))).toContain("+44 2079460018");
  });

  it("says one thing to mend as a sentence", async () => {
    const page = await answer({}, refused("no-phone"));
    expect(page).toContain("<p>Please enter a phone number.</p>");
    expect(page).not.toContain("<li>");
  });

  it("tells whoever looks after the form what is wrong with it, in English", async () => {
    const page = await answer({ language: "es" }, refused(undefined, "The key is missing or wrong"));
    expect(page).toContain('<p lang="en" dir="ltr"><small>The key is missing or wrong</small></p>');
  });

  it("carries the site's name and colour, and no markup of them", async () => {
    const page = await answer({ siteName: "<b>Acme & Sons", color: "#0a66c2" }, accepted());
    expect(page).toContain("<header>&lt;b&gt;Acme &amp; Sons</header>");
    expect(page).toContain("header { background: #0a66c2; color: #fff;");
  });

  it("can be read on every colour", () => {
    const part = fc.integer({ min: 0, max: 255 }).map((value) => value.toString(16).padStart(2, "0"));
    fc.assert(
      fc.property(part, part, part, (red, green, blue) => {
        const color = `#${red}${green}${blue}`;
        const [dark = 0, light = 0] = [luminance(color), inkOn(color) === "#fff" ? 1 : 0].toSorted((a, b) => a - b);
        expect((light + 0.05) / (dark + 0.05)).toBeGreaterThanOrEqual(4.5);
      }),
    );
  });
});
