import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { CallinglyLeadSchema } from "../../lambda/callingly/schemas.ts";
import { everyOne } from "../../operator/restored/compare.ts";
import { aLead } from "../fakes/leads.ts";
import { takesPhone } from "../fakes/phones.ts";
import { anOperator } from "../fakes/stage.ts";
import { aWord } from "../fakes/suppressions.ts";

const PHONE = "+12125550123";
const folder = mkdtempSync(join(tmpdir(), "suppress-"));
afterAll(() => rmSync(folder, { recursive: true }));

const quiet = { listLeads: async () => [] };

describe("bridge suppress", () => {
  it("ends what waits for somebody, says so when asked, and never in whose name without being given the number", async () => {
    const operator = anOperator({ callingly: quiet });
    const lead = aLead({ phone: PHONE });
    await operator.add(lead);
    await takesPhone(operator.store, lead);
    const done = await operator.run(`suppress "+1 (212) 555-0123" --reason "asked by letter"`);
    expect(done).toMatchObject({ code: 0 });
    expect(done.text).toContain("1 person on the list: nobody calls them");
    expect((await operator.find(lead)).state).toBe("suppressed");
    const { code, text } = await operator.run(`suppress --check ${PHONE}`);
    expect(code).toBe(0);
    expect(text).toContain("on the list");
    expect(text).toContain("put there by an operator (Robin Ashby), for all, since");
    expect(text).toContain("because: asked by letter");
    expect(await operator.run("suppress --check +12125550124")).toMatchObject({ code: 1 });
    expect(await operator.json("suppress")).toEqual({
      phones: 1,
      emails: 0,
      taken_back: 0,
      by_way: { operator: 1 },
      by_scope: { all: 1 },
    });
  });

  it("takes a file with one in each line, or nobody of it where a line is no number", async () => {
    const operator = anOperator({ callingly: quiet });
    const [good, bad] = [join(folder, "good.txt"), join(folder, "bad.txt")];
    writeFileSync(good, "+12125550123\n\n+1 212 555 0124\ndana@example.com\n");
    writeFileSync(bad, "+12125550125\nDana Whitfield\n");
    expect(await operator.json(`suppress ${good} --source website`)).toEqual({ suppressed: 3, scope: "website" });
    const { code, notes } = await operator.run(`suppress ${bad}`);
    expect(code).toBe(2);
    expect(notes).toContain("line 2 is neither");
    expect(notes).not.toContain("Dana");
    expect(await operator.json("suppress")).toMatchObject({ phones: 2, emails: 1, by_scope: { "source/website": 3 } });
  });

  it.each(["suppress nobody", "suppress 2125550123", "unsuppress +12125550123", "suppress +12125550123 --source gone"])(
    "does nothing where it cannot be meant so: %s",
    async (line) => {
      expect(await anOperator().run(line)).toMatchObject({ code: 2 });
    },
  );
});

describe("bridge unsuppress", () => {
  it("takes the word back, keeps why, and lets Callingly call the number again", async () => {
    const blocked = { "62": true, "63": false };
    const told: unknown[] = [];
    const operator = anOperator({
      callingly: {
        listLeads: async () =>
          ["62", "63"].map((id) => ({
            ...z.parse(CallinglyLeadSchema, { id, phone_number: PHONE }),
            calls: [],
          })) as never,
        getLead: async (id) => z.parse(CallinglyLeadSchema, { id, is_blocked: blocked[id as "62"] ? 1 : 0 }),
        updateLead: async (...args) => void told.push(args),
      },
    });
    await operator.run(`suppress ${PHONE}`);
    const said = await operator.json(`unsuppress ${PHONE} --reason "called us and asked for it"`);
    expect(said).toMatchObject({ lifted: 1, left: 0, failures: [] });
    expect(told).toContainEqual(["62", { is_blocked: false, is_stopped: false }]);
    expect(told).not.toContainEqual(["63", expect.anything()]);
    const { code, text } = await operator.run(`suppress --check ${PHONE}`);
    expect(code).toBe(1);
    expect(text).toContain("taken back by Robin Ashby");
    expect(text).toContain("called us and asked for it");
    expect(await operator.json("suppress")).toMatchObject({ phones: 0, taken_back: 1 });
    expect(await operator.run(`unsuppress ${PHONE} --reason again`)).toMatchObject({ code: 1 });
  });

  it("leaves it to another command to call who asked to be forgotten", async () => {
    const operator = anOperator({ callingly: quiet });
    await operator.run(`suppress ${PHONE}`);
    const [standing] = await everyOne(operator.store.archive.suppressions());
    const word = aWord({ ...standing, way: "forgotten", scope: "account/main" });
    await operator.store.suppressions.add(word);
    const { code, text } = await operator.run(`unsuppress ${PHONE} --reason "said so"`);
    expect(code).toBe(1);
    expect(text).toContain(`bridge leads allow ${PHONE}`);
  });
});
