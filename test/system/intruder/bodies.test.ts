import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { visitorOf } from "../../../lambda/lead/privacy/visitor.ts";
import { keysOfSource } from "../../../lambda/runtime/secret-shapes.ts";
import { minutes, noon } from "../../fakes/leads.ts";
import { acceptAndDial } from "./bombing.ts";
import { dana, nextSeed, openDoors, seed } from "./doors.ts";

/** Bodies that are made to cost, to break or to be taken for something else. */

const form = "application/x-www-form-urlencoded";
const multipart = (part: string, times: number) => `${part.repeat(times)}--x--\r\n`;
const part = '--x\r\ncontent-disposition: form-data; name="a"\r\n\r\n1\r\n';

const costly: readonly (readonly [string, string, string | Uint8Array])[] = [
  ["F82: of 256 kB and a byte", "application/json", `"${"x".repeat(256 * 1024 - 1)}"`],
  ["F83: packed small", "application/json", gzipSync(Buffer.alloc(20_000_000, " "))],
  ["F84: nested a hundred thousand times", "application/json", `${"[".repeat(100_000)}${"]".repeat(100_000)}`],
  ["F84: nested in objects", "application/json", '{"a":'.repeat(40_000)],
  ["F85: with forty thousand small parts", "application/json", `[${"{},".repeat(80_000)}{}]`],
  ["F88: of a hundred thousand form fields", form, "a=1&".repeat(60_000)],
  ["F88: of a hundred thousand form parts", "multipart/form-data; boundary=x", multipart(part, 4_800)],
  ["F88: of parts that never end", "multipart/form-data; boundary=x", part.repeat(4_800)],
  ["F88: of keys within keys", form, `a${"[b]".repeat(80_000)}=1`],
  [
    "F85: of entities that multiply",
    "text/xml",
    `<!DOCTYPE l [<!ENTITY a "${"ha".repeat(50)}">${[..."bcdefgh"].map((name, at) => `<!ENTITY ${name} "${`&${"abcdefg"[at]};`.repeat(10)}">`).join("")}]><lead><phone>&h;</phone></lead>`,
  ],
  [
    "F89: of an entity that is a file",
    "text/xml",
    '<!DOCTYPE l [<!ENTITY f SYSTEM "file:///etc/passwd">]><lead><phone>&f;</phone></lead>',
  ],
  [
    "F89: of an entity that is a page",
    "text/xml",
    '<!DOCTYPE l SYSTEM "http://169.254.169.254/"><lead><name>x</name></lead>',
  ],
  ["F84: of elements within elements", "text/xml", "<a>".repeat(60_000)],
  ["F88: in no encoding there is", "application/json; charset=utf-64", '{"phone":"(212) 555-0123"}'],
];

describe("a body", () => {
  it.each(costly)("%s is refused or holds no lead to be called, in little time and memory", async (_, type, body) => {
    const { send, keyOf, store, lines } = await openDoors();
    const before = process.memoryUsage().heapUsed;
    for (const source of ["anything", "website"]) {
      const headers = { "content-type": type, ...(typeof body !== "string" && { "content-encoding": "gzip" }) };
      const { status, body: answer } = await send(`/leads/${source}/${keyOf(source)}`, { body, headers });
      expect([200, 400, 413, 415, 422]).toContain(status);
      expect(answer).not.toMatch(/root:|haha/);
      expect(answer.length).toBeLessThan(3_000);
    }
    expect(store.allLeads().filter(({ state }) => state === "ready")).toHaveLength(0);
    expect(lines.some((line) => line.includes('"bug"'))).toBe(false);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(200_000_000);
  });

  it("F85: with names that mean something to JavaScript changes nothing but its own lead", async () => {
    const { send, keyOf, store } = await openDoors();
    const path = `/leads/anything/${keyOf("anything")}`;
    const names = ["__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "then"];
    const odd = `{${names.map((name) => `"${name}":{"polluted":"yes"}`).join(",")},"name":"Dana","phone":"(212) 555-0123"}`;
    expect((await send(path, { body: odd, headers: { "content-type": "application/json" } })).status).toBe(200);
    const fields = names.flatMap((name) => [`${name}=x`, `${name}[polluted]=yes`, `a[${name}][polluted]=yes`]);
    const body = `phone=(212)+555-0124&${fields.join("&")}`;
    expect((await send(path, { body, headers: { "content-type": form } })).status).toBe(200);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(Object.prototype.toString.call({})).toBe("[object Object]");
    expect(store.allLeads().map(({ person }) => person.phone)).toEqual(["+12125550123", "+12125550124"]);
  });

  it("F85: that says a thing twice is read in one way, and one lead comes of it", async () => {
    const { send, keyOf, store } = await openDoors();
    const body = '{"phone":"+19005550123","phone":"(212) 555-0123","name":"Dana"}';
    const headers = { "content-type": "application/json" };
    expect((await send(`/leads/anything/${keyOf("anything")}`, { body, headers })).status).toBe(200);
    expect(store.allLeads()).toMatchObject([{ person: { phone: "+12125550123" } }]);
  });

  it("F86: that is no UTF-8, or holds half of a character, is stored as text that can be read again", async () => {
    const { send, keyOf, store } = await openDoors();
    const path = `/leads/anything/${keyOf("anything")}`;
    const head = Buffer.from('{"phone":"(212) 555-0123","name":"Da');
    const body = Buffer.concat([head, Buffer.from([0xff, 0xc0, 0xaf]), Buffer.from('na"}')]);
    expect((await send(path, { body, headers: { "content-type": "application/json" } })).status).toBe(200);
    const half = '{"phone":"(212) 555-0124","name":"\\ud83d","company":"\\u0000\\u001b[2J"}';
    expect((await send(path, { body: half, headers: { "content-type": "application/json" } })).status).toBe(200);
    for (const lead of store.allLeads()) {
      const text = JSON.stringify(lead.person);
      expect(Buffer.from(text).toString()).toBe(text);
      expect(text).not.toMatch(/\\u00|\\ud/);
    }
  });

  it("F85: with numbers beyond all numbers keeps their digits, and calls nobody by them", async () => {
    const { send, keyOf, store } = await openDoors();
    const body = '{"phone":1e400,"id":900719925474099312345,"name":"Dana"}';
    await send(`/leads/anything/${keyOf("anything")}`, { body, headers: { "content-type": "application/json" } });
    expect(store.allLeads()).toMatchObject([{ state: "held" }]);
    expect(JSON.stringify(store.allLeads())).toContain("900719925474099312345");
  });

  it("is taken at its own length: what a header says of it, and of a second request within it, is nobody's word", async () => {
    const { send, keyOf, store } = await openDoors();
    const body = `${JSON.stringify(dana)}\r\n\r\nPOST /leads/website/x HTTP/1.1\r\ncontent-length: 5\r\n\r\nhello`;
    const headers = {
      "content-type": "application/json",
      "x-http-method-override": "DELETE",
      "x-original-url": "/health",
    };
    const { status } = await send(`/leads/anything/${keyOf("anything")}`, { body, headers });
    expect(status).toBe(200);
    expect(store.allLeads()).toMatchObject([{ state: "held", reason: "not-readable" }]);
  });

  it("F88: is the same in text and in base64, as the front door hands it on", async () => {
    const { send, keyOf, store } = await openDoors();
    const path = `/leads/anything/${keyOf("anything")}`;
    const body = JSON.stringify(dana);
    for (const type of ["application/json", "application/octet-stream", "", "image/png", "text/plain"]) {
      expect((await send(path, { body, headers: { "content-type": type } })).status).toBe(200);
    }
    expect(store.allLeads()).toHaveLength(1);
  });
});

describe("many leads", () => {
  it("F92: for one phone, from two hundred addresses, through two sources and in other words, are rung once", async () => {
    const { rung } = await bombed((index) => ({ ip: `93.184.${index}.14`, phone: "(212) 555-0123" }));
    expect(rung).toEqual(["+12125550123"]);
  });

  it("F92: of one visitor for ever other phones stop at ten in the hour", async () => {
    const { rung, held } = await bombed((index) => ({ ip: "93.184.215.14", phone: `(212) 555-${2000 + index}` }));
    expect(rung).toHaveLength(10);
    expect(new Set(held)).toEqual(new Set(["crowded-visitor"]));
  });

  it("F92: of one household of IPv6 are those of one visitor", async () => {
    const { rung } = await bombed((index) => ({
      ip: `2606:2800:21f:cb07::${index.toString(16)}`,
      phone: `(212) 555-${2000 + index}`,
    }));
    expect(rung).toHaveLength(10);
  });

  it("F92: from everywhere stop at five hundred in the hour", async () => {
    const { rung, held } = await acceptAndDial(510, (index) => ({
      ip: `93.${184 + Math.floor(index / 250)}.${index % 250}.14`,
      phone: `(212) 555-${2000 + index}`,
    }));
    expect(rung).toHaveLength(500);
    expect(new Set(held)).toEqual(new Set(["crowded-source"]));
  });

  it("F92/F98: are told apart without anybody's address being kept", async () => {
    const { leads } = await bombed((index) => ({ ip: "93.184.215.14", phone: `(212) 555-${2000 + index}` }));
    expect(new Set(leads.map(({ visitor }) => visitor)).size).toBe(1);
    expect(JSON.stringify(leads)).not.toContain("93.184");
  });

  it("F98: leave a fingerprint that nobody can make again who has the page and its key", async () => {
    const printOf = async (ownSeed: string) => {
      const doors = await openDoors({ ip: "93.184.215.14", sources: { website: { key: "in-the-page" } } });
      doors.secrets.keys.seed = ownSeed;
      doors.clock.pass(1 * minutes);
      await doors.send("/leads/website/in-the-page", { body: dana });
      return doors.store.allLeads()[0]?.visitor;
    };
    const prints = [await printOf(seed), await printOf(nextSeed), await printOf(seed)];
    expect(prints[0]).toMatch(/^[\w-]{16}$/);
    expect(prints[2]).toBe(prints[0]);
    expect(prints[1]).not.toBe(prints[0]);
    // The key that the seed gives a page is no help either.
    for (const key of ["in-the-page", ...keysOfSource({ seed }, "website")]) {
      expect(visitorOf("93.184.215.14", key, noon)).not.toBe(prints[0]);
    }
  });
});

/** Two hundred leads through the form's door within a minute, all of them dialled. */
const bombed = (each: (index: number) => { ip: string; phone: string }) => acceptAndDial(200, each);
