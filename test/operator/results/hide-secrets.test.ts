import { describe, expect, it } from "vitest";
import { hiding } from "../../../operator/results/preview/hide-secrets.ts";

describe("credentials in a request", () => {
  const reporter = {
    authorise: ({ key = "" }) => ({
      authorization: `Basic ${Buffer.from(`${key}:`).toString("base64")}`,
      "x-api-key": key,
      version: "2021-07-28",
    }),
  };
  const hide = hiding(reporter, { key: "k&y=1-of-nobody", host: "https://crm.example.com" });

  it("are hidden in a header that is made of them, whatever became of them there", () => {
    const headers = reporter.authorise({ key: "k&y=1-of-nobody" });
    const shown = Object.entries(headers).map(([name, value]) => hide.header(name, value));
    expect(shown).toEqual(["Basic …", "…", "2021-07-28"]);
  });

  it("are hidden in addresses and bodies, also where they are encoded", () => {
    expect(hide.text("https://crm.example.com/a?k=k%26y%3D1-of-nobody")).toBe("https://crm.example.com/a?k=…");
    expect(hide.text('{"key":"k&y=1-of-nobody"}')).toBe('{"key":"…"}');
  });
});
