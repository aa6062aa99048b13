/** Bodies that were made to be expensive to read, of any size. */

/** A body that was made to be expensive. */
export interface Shape {
  readonly type: string;
  make(bytes: number): string;
}

/** As many of something as fit. */
const fill = (bytes: number, one: (index: number) => string, join = ","): string => {
  const parts: string[] = [];
  for (let size = 0, index = 0; ; index++) {
    const part = one(index);
    size += Buffer.byteLength(part) + join.length;
    if (size > bytes) return parts.join(join);
    parts.push(part);
  }
};
const nested = (depth: number, inner: string): string =>
  depth === 0 ? inner : nested(depth - 1, JSON.stringify([inner]));
const json = "application/json";
const form = "application/x-www-form-urlencoded";

export const shapes: Readonly<Record<string, Shape>> = {
  "many numbers": { type: json, make: (bytes) => `[[${fill(bytes, () => "1")}]]` },
  "many empty objects": { type: json, make: (bytes) => `{"a":[${fill(bytes, () => "{}")}]}` },
  "as many objects as may be": {
    type: json,
    make: (bytes) => `{"a":[${fill(bytes, (i) => `{"b${i}":"${"c".repeat(bytes / 14_000)}"}`)}]}`,
  },
  "many large integers": { type: json, make: (bytes) => `{"a":[${fill(bytes, (i) => `9007199254740${993 + i}`)}]}` },
  "many phones": { type: json, make: (bytes) => `{${fill(bytes, (i) => `"phone${i}":"2125550${100 + (i % 900)}"`)}}` },
  "many e-mail addresses that are none": {
    type: json,
    make: (bytes) => `{${fill(bytes, (i) => `"email${i}":"a@${"a.".repeat(120)}"`)}}`,
  },
  "many names of one person": { type: json, make: (bytes) => `{${fill(bytes, (i) => `"name ${i}":"Ann Lee"`)}}` },
  "answers and their questions": {
    type: json,
    make: (bytes) =>
      `{"q":[${fill(bytes / 2, (i) => `{"id":"f${i}","title":"Phone ${i}","type":"tel"}`)}],"a":[${fill(bytes / 2, (i) => `{"value":"1","field":{"id":"f${i}"}}`)}]}`,
  },
  "one question with many options": {
    type: json,
    make: (bytes) =>
      `{"a":[{"label":"x","value":["1"],"options":[${fill(bytes, (i) => `{"id":"${i}","text":"t"}`)}]}]}`,
  },
  "pairs in pairs": {
    type: json,
    make: (bytes) =>
      `{"a":[${fill(bytes, () => `${'{"label":"a","value":'.repeat(30)}"${"1".repeat(160)}"${"}".repeat(30)}`)}]}`,
  },
  "as deep as may be, many times": {
    type: json,
    make: (bytes) => `[${fill(bytes, () => `${'{"a":'.repeat(60)}"${"1".repeat(bytes / 205)}"${"}".repeat(60)}`)}]`,
  },
  "too deep": { type: json, make: (bytes) => "[".repeat(bytes) },
  "JSON in JSON": { type: json, make: (bytes) => `{"a":[${fill(bytes, () => JSON.stringify(nested(4, "phone")))}]}` },
  "JSON in a field that is none": {
    type: json,
    make: (bytes) => `{${fill(bytes, (i) => `"a${i}":"{[[[[[[[[[[[[[[[[["`)}}`,
  },
  "one long text": { type: json, make: (bytes) => `{"phone":"${"1 ".repeat(bytes / 2 - 8)}"}` },
  "one long key": { type: json, make: (bytes) => `{"${"aB(".repeat(bytes / 3 - 5)}":"1"}` },
  "combining marks": {
    type: json,
    make: (bytes) => `{${fill(bytes, (i) => `"phone${i}":"${"\u0301\u0316".repeat(2_500)}1"`)}}`,
  },
  "invisible characters": {
    type: json,
    make: (bytes) => `{${fill(bytes, (i) => `"phone${i}":"${"\u200b\u202e".repeat(28)}1"`)}}`,
  },
  "broken JSON as text": { type: "text/plain", make: (bytes) => `{"a":"${'" '.repeat(bytes / 2 - 8)}"}` },
  "broken JSON with commas": { type: "text/plain", make: (bytes) => `{"a":"${'",        '.repeat(bytes / 10 - 1)}"}` },
  "lines of text": {
    type: "text/plain",
    make: (bytes) =>
      fill(bytes, () => "Name: x", "\n")
        .slice(0, bytes)
        .split("\n")
        .slice(0, 900)
        .join("\n")
        .padEnd(bytes, "a"),
  },
  "many form fields": {
    type: form,
    make: (bytes) => fill(bytes, (i) => `a[${i}][b]=${"%41".repeat(bytes / 2_900)}`, "&"),
  },
  "one field again and again": { type: form, make: (bytes) => fill(bytes, () => `a=${"x".repeat(260)}`, "&") },
  "too many form fields": { type: form, make: (bytes) => fill(bytes, () => "a=1", "&") },
  "brackets in a key": { type: form, make: (bytes) => `${"a[".repeat(bytes / 2 - 2)}=1` },
  "an old encoding": { type: form, make: (bytes) => `a=${"%E9".repeat(bytes / 3 - 2)}` },
  multipart: {
    type: "multipart/form-data; boundary=x",
    make: (bytes) =>
      `${fill(bytes - 10, (i) => `--x\r\nContent-Disposition: form-data; name="phone${i}"\r\n\r\n${"1".repeat(bytes / 1_100)}`, "\r\n")}\r\n--x--\r\n`,
  },
  "XML elements": {
    type: "text/xml",
    make: (bytes) => `<a>${fill(bytes - 10, (i) => `<b${i}>${"1".repeat(bytes / 2_500)}</b${i}>`, "")}</a>`,
  },
  "the same XML element": {
    type: "text/xml",
    make: (bytes) => `<a>${fill(bytes - 10, () => `<b/>${" ".repeat(bytes / 5_000)}`, "")}</a>`,
  },
  "XML attributes": {
    type: "text/xml",
    make: (bytes) => `<a ${fill(bytes - 10, (i) => `b${i}="${"1".repeat(bytes / 2_100)}"`, " ")}/>`,
  },
  "deep XML": { type: "text/xml", make: (bytes) => `${"<a>".repeat(bytes / 7 - 2)}${"</a>".repeat(bytes / 7 - 2)}` },
  "XML entities": { type: "text/xml", make: (bytes) => `<a>${"&amp;".repeat(bytes / 5 - 2)}</a>` },
  "XML that never ends": { type: "text/xml", make: (bytes) => "<".repeat(bytes) },
  "bytes that are no text": { type: json, make: (bytes) => "\u00ff".repeat(bytes / 2) },
};
