import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseBody } from "../../../lambda/runtime/body.ts";
import { RejectedError } from "../../../lambda/runtime/errors.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = (text: string, type?: string): Promise<unknown> => parseBody(bytes(text), type);
/** Without the missing prototypes, which comparisons would stumble over. */
const plain = async (value: Promise<unknown>): Promise<unknown> => JSON.parse(JSON.stringify(await value));
const refused = (status: number) => expect.objectContaining({ name: "RejectedError", status });

const multipart = (boundary: string, ...parts: [string, string][]): string =>
  [
    ...parts.map(([head, value]) => `--${boundary}\r\nContent-Disposition: form-data; ${head}\r\n\r\n${value}\r\n`),
    `--${boundary}--\r\n`,
  ].join("");

describe("JSON", () => {
  it("reads what was written", async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ maxDepth: 5 }).filter(isOrdinary), async (value) => {
        const text = JSON.stringify(value);
        expect(await plain(read(text, "application/json"))).toEqual(JSON.parse(text));
      }),
    );
  });

  it.each(["text/plain;charset=UTF-8", "application/x-www-form-urlencoded", "application/xml", undefined])(
    "is recognised although the type says %s",
    async (type) => expect(await plain(read(' {"phone":"1"}', type))).toEqual({ phone: "1" }),
  );

  it("F85: keeps every digit of ids that a double would round, and only those", async () => {
    const text =
      '{"huge":1e400,"id":9007199254740993,"minus":-90071992547409931,"safe":9007199254740991,"float":1.5,"e":1e3,"s":"a \\" 90071992547409931"}';
    expect(await plain(read(text))).toEqual({
      huge: "1e400",
      id: "9007199254740993",
      minus: "-90071992547409931",
      safe: 9007199254740991,
      float: 1.5,
      e: 1000,
      s: 'a " 90071992547409931',
    });
    await fc.assert(
      fc.asyncProperty(fc.bigInt(), async (id) => {
        expect(String(((await read(`[[${id}]]`)) as unknown[][])[0]?.[0])).toBe(String(id));
      }),
    );
  });

  it.each([65, 10_000, 400_000])("F84: refuses %i levels without falling over", async (depth) => {
    for (const open of ["[", '{"a":']) await expect(read(open.repeat(depth))).rejects.toEqual(refused(400));
  });

  it("refuses more objects and lists than honest data has", async () => {
    await expect(read(`[${"{},".repeat(9_998)}{}]`)).resolves.toHaveLength(9_999);
    await expect(read(`[${"{},".repeat(10_000)}{}]`)).rejects.toEqual(refused(413));
  });

  it("does not count brackets inside strings", async () => {
    expect(await plain(read(JSON.stringify({ a: "[{".repeat(100) })))).toEqual({ a: "[{".repeat(100) });
  });

  it.each(['{"a":1', "[1,,]", '{"a":01}', '{"a', '{"a":"\\', '{"a":-}'])(
    "refuses %s in plain words, without repeating it",
    async (text) => {
      const error: unknown = await read(text, "application/json").catch((caught: unknown) => caught);
      expect(error).toEqual(refused(400));
      expect(error).toMatchObject({ message: expect.stringContaining("not valid JSON") });
      expect(error).not.toHaveProperty("cause");
      expect(String(error)).not.toContain(text);
    },
  );

  it("F85: takes no prototype from outside", async () => {
    const value = (await read('{"__proto__":{"phone":"1"},"a":{"__proto__":2,"b":3},"a2":1,"a2":2}')) as Record<
      string,
      unknown
    >;
    expect(Object.keys(value)).toEqual(["a", "a2 other", "a2"]);
    expect(value.a2).toBe(2);
    expect(Object.getPrototypeOf(value)).toBeNull();
    expect(value.constructor).toBeUndefined();
    expect(({} as Record<string, unknown>).phone).toBeUndefined();
  });
});

describe("JSON from a template", () => {
  it("is mended, however the answers broke it", async () => {
    const text =
      '{"name": "Caleb "Cal" Novak", "size": 6, "message": "the 6" pipe,\nplease \\"call\\"", "tags": ["a "b"", "c"]}';
    for (const type of ["text/plain", "application/json", undefined]) {
      expect(await plain(read(text, type))).toEqual({
        name: 'Caleb "Cal" Novak',
        size: 6,
        message: 'the 6" pipe,\nplease "call"',
        tags: ['a "b"', "c"],
      });
    }
    expect(await plain(read('{"a": "b",\n"c": [1, 2,],}'))).toEqual({ a: "b", c: [1, 2] });
    await expect(read('{"a": "b" "c"', "text/plain")).rejects.toEqual(refused(400));
  });

  it("is not guessed where values stand without quotation marks", async () => {
    await expect(read('{"name": Dana, "phone": 2125550123}')).rejects.toEqual(refused(400));
  });

  it("says what it said before, whatever the answers", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.stringMatching(/^[a-z]{1,9}$/), fc.stringMatching(/^[a-z"\n ]{0,30}$/)),
        async (value) => {
          fc.pre(Object.keys(value).length > 0);
          const spliced = `{${Object.entries(value).map(([name, answer]) => `"${name}": "${answer}"`)}}`;
          expect(await plain(read(spliced, "text/plain"))).toEqual(value);
        },
      ),
    );
  });
});

describe("JSON that was packed", () => {
  const lead = { name: "Dana Whitfield", phone: "(212) 555-0123", note: "a&b=c + d" };
  const text = JSON.stringify(lead);
  const form = "application/x-www-form-urlencoded";

  it.each([
    ["in a JSON string", JSON.stringify(text), "application/json"],
    ["in a JSON string, twice", JSON.stringify(JSON.stringify(text)), "application/json"],
    ["in a JSON string that is called text", JSON.stringify(text), "text/plain"],
    ["as the only name of a form", `${encodeURIComponent(text)}=`, form],
    ["as the only name of a form, with pluses for blanks", encodeURIComponent(text).replaceAll("%20", "+"), form],
    ["as it is, and called a form", text, form],
    ["behind a mark of its encoding", `\ufeff${text}`, undefined],
    ["as XML, so it says", text, "text/xml"],
  ])("%s is read", async (_how, body, type) => {
    expect(await plain(read(body, type))).toEqual(lead);
  });

  it("in the only field of a form is what the field holds", async () => {
    expect(await plain(read(`payload=${encodeURIComponent(text)}`, form))).toEqual({ payload: lead });
  });

  it("line by line is a list", async () => {
    expect(await plain(read(`${text}\n${text}\r\n\n`, "application/x-ndjson"))).toEqual([lead, lead]);
    expect(await plain(read(`${text}\n${text}`, "application/json"))).toEqual([lead, lead]);
  });

  it("keeps the value of a name that comes again empty, and both where they differ", async () => {
    expect(await plain(read('{"phone":"1","phone":""}'))).toEqual({ phone: "1", "phone other": "" });
    expect(await plain(read('{"phone":null,"phone":"2"}'))).toEqual({ "phone other": null, phone: "2" });
    expect(await plain(read('{"phone":"1","a":{"phone":"2"},"phone":"3"}'))).toEqual({
      "phone other": "1",
      a: { phone: "2" },
      phone: "3",
    });
    expect(await plain(read('{"a":12345678901234567890,"a":98765432109876543210}'))).toEqual({
      "a other": "12345678901234567890",
      a: "98765432109876543210",
    });
  });
});

describe("a plus that was not encoded", () => {
  const read1 = async (body: string) => plain(read(body, "application/x-www-form-urlencoded"));

  it("is given back before a number and in an address, and nowhere else", async () => {
    expect(await read1("phone=+442079460123&email=dana+q@example.com&note=+hello+you&size=+12")).toEqual({
      phone: "+ 442079460123",
      email: "dana+q@example.com",
      note: " hello you",
      size: " 12",
    });
    expect(await read1("email=Dana+Whitfield+dana@example.com")).toEqual({ email: "Dana Whitfield dana@example.com" });
  });
});

describe("XML", () => {
  it("becomes fields by the names of its elements, and questions by their attributes", async () => {
    const text = `<?xml version="1.0" encoding="UTF-8"?><form_data xmlns:x="urn:x"><x:first_name>Theo &amp; Co</x:first_name>
      <tel/><tag>a</tag><tag>b</tag><tag>c</tag><field name="phone" id="f1">919-555-0110</field></form_data>`;
    for (const type of ["text/xml", "application/json", undefined])
      expect(await plain(read(text, type))).toEqual({
        form_data: {
          first_name: "Theo & Co",
          tel: "",
          tag: ["a", "b", "c"],
          field: { name: "phone", id: "f1", value: "919-555-0110" },
        },
      });
  });

  it("is refused when it is broken, too deep, or wants something fetched or multiplied", async () => {
    const bomb = '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]><a>&c;</a>';
    const file = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>';
    for (const text of ["<a", "<a><b></a>", "<a>&nope;</a>", bomb, file, `${"<a>".repeat(65)}${"</a>".repeat(65)}`])
      await expect(read(text, "text/xml")).rejects.toEqual(refused(400));
    await expect(read("<a>".repeat(50_000), "text/xml")).rejects.toEqual(refused(413));
  });
});

describe("forms", () => {
  it("nests bracketed and dotted names and gathers repeats", async () => {
    const text = "contact[phone]=1&contact[company][name]=Quill+%26+Ink&interests[]=a&interests[]=b&x.y=2&n=1&n=2&n=3";
    expect(await plain(read(text, "application/x-www-form-urlencoded"))).toEqual({
      contact: { phone: "1", company: { name: "Quill & Ink" } },
      interests: ["a", "b"],
      x: { y: "2" },
      n: ["1", "2", "3"],
    });
  });

  it("loses no value when names stand in each other's way", async () => {
    expect(await plain(read("a=1&a[b]=2&c[d]=3&c=4&[x]=5&a..b=6"))).toEqual({
      a: "1",
      "a[b]": "2",
      c: { d: "3", "": "4" },
      "[x]": "5",
      "a..b": "6",
    });
  });

  it("keeps every value, under whatever names", async () => {
    const name = fc.oneof(
      fc.string(),
      fc.constantFrom("a", "a[b]", "a.b", "a[]", "a[b][c]", "constructor", "toString"),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(name, fc.uuid()), { minLength: 1 }), async (pairs) => {
        fc.pre(pairs.every(([given]) => !given.includes("__proto__")));
        const text = JSON.stringify(await read(new URLSearchParams(pairs).toString()));
        for (const [, value] of pairs) expect(text).toContain(value);
      }),
    );
  });

  it("F85: takes no prototype from outside", async () => {
    await read(
      "__proto__[polluted]=1&constructor[prototype][polluted]=1&a[__proto__][polluted]=1&__proto__.polluted=1",
    );
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it("limits depth and amount", async () => {
    const deep = `a${"[b]".repeat(50)}`;
    expect(await plain(read(`${deep}=1`))).toEqual({ [deep]: "1" });
    await expect(read("a=1&".repeat(1_001))).rejects.toEqual(refused(413));
    await expect(read(`a=${"1".repeat(2_000_001)}`)).rejects.toEqual(refused(413));
  });

  it("reads a page's own encoding", async () => {
    expect(await plain(read("name=Jos%E9+M%FCller", "application/x-www-form-urlencoded"))).toEqual({
      name: "José Müller",
    });
    expect(await plain(read("name=Jos%C3%A9"))).toEqual({ name: "José" });
  });

  it("reads multipart, drops files, and finds a boundary that was not declared", async () => {
    const text = multipart(
      "xyz",
      ['name="tel"', "415.555.0132"],
      ['name="plan"; filename="p.txt"', "room"],
      ['name="none"; filename=""', ""],
    );
    for (const type of ["multipart/form-data; boundary=xyz", "multipart/form-data", "application/json", undefined]) {
      expect(await plain(read(text, type))).toEqual({ tel: "415.555.0132" });
    }
    await expect(read("tel=1", "multipart/form-data; boundary=xyz")).rejects.toEqual(refused(400));
  });

  it("believes the body where the header names another form or boundary", async () => {
    const text = multipart("xyz", ['name="tel"', "415.555.0132"]);
    expect(await plain(read(text, "multipart/form-data; boundary=other"))).toEqual({ tel: "415.555.0132" });
    expect(await plain(read('{"tel":"1"}', "multipart/form-data; boundary=x"))).toEqual({ tel: "1" });
  });

  it("reads lines of names and values", async () => {
    const text = "Name: Ines Falk\nPage: https://www.example.com/?a=b\nMessage: one\ntwo\nPhone: +1 303";
    expect(await plain(read(text, "text/plain"))).toEqual({
      Name: "Ines Falk",
      Page: "https://www.example.com/?a=b",
      Message: "one\ntwo",
      Phone: "+1 303",
    });
    expect(await plain(read("message=one\r\nNote: two\r\n", "text/plain"))).toEqual({ message: "one\nNote: two" });
  });

  it("reads text/plain forms, whose values may have several lines", async () => {
    const text = "name=Ines\r\nmessage=one\r\ntwo\r\nphone=+1 303\r\n";
    expect(await plain(read(text, "text/plain"))).toEqual({ name: "Ines", message: "one\ntwo", phone: "+1 303" });
  });

  it.each(["text/plain;charset=UTF-8", "application/json", undefined])(
    "reads a query string sent as %s",
    async (type) => {
      expect(await plain(read("name=Ada&phone=%2B1", type))).toEqual({ name: "Ada", phone: "+1" });
    },
  );
});

describe("text", () => {
  const utf16 = (text: string): Uint8Array => Buffer.from(`\uFEFF${text}`, "utf16le");

  it("F88: reads byte order marks and declared encodings", async () => {
    expect(await plain(read('\uFEFF{"a":"é"}', "application/json"))).toEqual({ a: "é" });
    expect(await plain(parseBody(utf16('{"a":"é"}'), "application/json"))).toEqual({ a: "é" });
    expect(await plain(parseBody(Buffer.from('{"a":"é"}', "latin1"), "application/json; charset=iso-8859-1"))).toEqual({
      a: "é",
    });
  });

  it("recognises UTF-16 without a mark, and an old encoding that claims to be UTF-8", async () => {
    const text = '{"a":"é"}';
    const swapped = Buffer.from(text, "utf16le").swap16();
    for (const body of [Buffer.from(text, "utf16le"), swapped, Buffer.from(text, "latin1")])
      expect(await plain(parseBody(body, "application/json; charset=utf-8"))).toEqual({ a: "é" });
  });

  it("refuses what is no text, or no form it knows", async () => {
    await expect(parseBody(Buffer.from([0x7b, 0xff, 0x7d]), "application/json")).rejects.toEqual(refused(400));
    await expect(read("{}", "application/json; charset=klingon")).rejects.toEqual(refused(415));
    await expect(read("<!DOCTYPE html><html></html>", "text/html")).rejects.toEqual(refused(415));
    await expect(read("hello")).rejects.toEqual(refused(415));
  });

  it("takes nothing for an empty form", async () => expect(await plain(read(" "))).toEqual({}));

  it("blames the sender for whatever cannot be read", async () => {
    const type = fc.constantFrom(
      undefined,
      "application/json",
      "multipart/form-data; boundary=x",
      "text/plain",
      "text/plain; charset=utf-16",
    );
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 500 }), type, async (body, contentType) => {
        const error = await parseBody(body, contentType).catch((caught) => caught);
        if (error instanceof Error) expect(error).toBeInstanceOf(RejectedError);
      }),
    );
  });
});

/** An object or list whose numbers a double holds and whose names mean nothing. */
function isOrdinary(value: unknown): boolean {
  return typeof value === "object" && value !== null && !/__proto__|\d{16}/.test(JSON.stringify(value));
}
