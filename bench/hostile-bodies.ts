/** A body that was made to be expensive to read, of any size. */
export interface Shape {
  readonly type: string;
  /** @param from the number that its names begin with: the reader remembers what names mean, and a stranger's are new */
  make(bytes: number, from: number): string;
}

/** For what stands around a list: cut off at the size, a body would be refused before it has cost anything. */
const FRAME_BYTES = 64;

/** As many of something as fit. */
const fill = (bytes: number, one: (index: number) => string | undefined, { join = ",", from = 0 } = {}): string => {
  const parts: string[] = [];
  for (let size = FRAME_BYTES, index = from; ; index++) {
    const part = one(index);
    if (part === undefined) return parts.join(join);
    size += Buffer.byteLength(part) + join.length;
    if (size > bytes) return parts.join(join);
    parts.push(part);
  }
};

/**
 * How many parts a body may have before it is refused for that (lambda/runtime/body.ts, json.ts, xml.ts), less a few for
 * what stands around them.
 */
const MOST = { formFields: 990, jsonObjects: 9_990, xmlMarks: 4_990, xmlAttributes: 1_990 };

/** As many as `most` parts that fill the body together: each has a value of the length that is left for it. */
function crowd(
  bytes: number,
  most: number,
  one: (value: string, index: number) => string,
  { join = ",", letter = "1", from = 0 } = {},
): string {
  const bare = Buffer.byteLength(one("", from + most)) + join.length;
  const value = letter.repeat(Math.max(0, ((bytes - FRAME_BYTES) / most - bare) / letter.length));
  return fill(bytes, (index) => (index < from + most ? one(value, index) : undefined), { join, from });
}

const nested = (depth: number, inner: string): string =>
  depth === 0 ? inner : nested(depth - 1, JSON.stringify([inner]));
/** JSON may be 64 deep. */
const DEEP = 60;
const json = "application/json";
const form = "application/x-www-form-urlencoded";

/** Twenty words that nobody knows. */
const wordy = (i: number): string =>
  Array.from({ length: 20 }, (_, at) => `x${(i * 31 + at * 7919).toString(36).replace(/\d/g, "q")}kaz`).join(" ");

/** A word that nobody knows. */
const letters = (i: number): string => i.toString(26).replace(/\d/g, (digit) => "qrstuvwxyz".charAt(Number(digit)));

/** A name of sixty signs in a script without blanks. */
const signs = (i: number): string =>
  Array.from({ length: 60 }, (_, at) => String.fromCodePoint(0x4e00 + ((i * 61 + at * 7919) % 20_000))).join("");

const listed = (item: string, times: number): string => Array.from({ length: times }, () => item).join(",");

const pathOf = (i: number): string => Array.from({ length: 60 }, (_, at) => letters((i * 60 + at) % 600_000)).join(".");

export const shapes: Readonly<Record<string, Shape>> = {
  "many numbers": { type: json, make: (bytes) => `[[${fill(bytes, () => "1")}]]` },
  "many empty objects": { type: json, make: (bytes) => `{"a":[${fill(bytes, () => "{}")}]}` },
  "as many objects as may be": {
    type: json,
    make: (bytes, from) => `{"a":[${crowd(bytes, MOST.jsonObjects, (value, i) => `{"b${i}":"${value}"}`, { from })}]}`,
  },
  "many names without a value": {
    type: json,
    make: (bytes, from) => `{${fill(bytes, (i) => `"b${i}":""`, { from })}}`,
  },
  "many names of many words": {
    type: json,
    make: (bytes, from) => `{${fill(bytes, (i) => `"${wordy(i)}":"1"`, { from })}}`,
  },
  "labels of many fields": {
    type: json,
    make: (bytes, from) => `{"a":"1","labels":{${fill(bytes, (i) => `"b${i}":"x"`, { from })}}}`,
  },
  "answers to many questions": {
    type: json,
    make: (bytes, from) => `[${fill(bytes, (i) => `{"label":"b${i}","value":""}`, { from })}]`,
  },
  "many objects with a name and nothing": {
    type: json,
    make: (bytes, from) => `[${crowd(bytes, MOST.jsonObjects, (_, i) => `{"b${i}":null}`, { from })}]`,
  },
  "many large integers": { type: json, make: (bytes) => `{"a":[${fill(bytes, (i) => `9007199254740${993 + i}`)}]}` },
  "many phones": {
    type: json,
    make: (bytes, from) => `{${fill(bytes, (i) => `"phone${i}":"2125550${100 + (i % 900)}"`, { from })}}`,
  },
  "many e-mail addresses that are none": {
    type: json,
    make: (bytes, from) => `{${fill(bytes, (i) => `"email${i}":"a@${"a.".repeat(120)}"`, { from })}}`,
  },
  "many names of one person": {
    type: json,
    make: (bytes, from) => `{${fill(bytes, (i) => `"name ${i}":"Ann Lee"`, { from })}}`,
  },
  "answers and their questions": {
    type: json,
    make(bytes, from) {
      const questions = fill(bytes / 2, (i) => `{"id":"f${i}","title":"Phone ${i}","type":"tel"}`, { from });
      const answers = fill(bytes / 2, (i) => `{"value":"1","field":{"id":"f${i}"}}`, { from });
      return `{"q":[${questions}],"a":[${answers}]}`;
    },
  },
  "one question with many options": {
    type: json,
    make(bytes) {
      const options = crowd(bytes, MOST.jsonObjects, (value, i) => `{"id":"${i}","text":"t${value}"}`);
      return `{"a":[{"label":"x","value":["1"],"options":[${options}]}]}`;
    },
  },
  "pairs in pairs": {
    type: json,
    make: (bytes) =>
      `{"a":[${fill(bytes, () => `${'{"label":"a","value":'.repeat(30)}"${"1".repeat(160)}"${"}".repeat(30)}`)}]}`,
  },
  "as deep as may be, many times": {
    type: json,
    make: (bytes) =>
      `[${crowd(bytes, MOST.jsonObjects / DEEP, (value) => `${'{"a":'.repeat(DEEP)}"${value}"${"}".repeat(DEEP)}`)}]`,
  },
  "too deep": { type: json, make: (bytes) => "[".repeat(bytes) },
  "JSON in JSON": { type: json, make: (bytes) => `{"a":[${fill(bytes, () => JSON.stringify(nested(4, "phone")))}]}` },
  "JSON in a field that is none": {
    type: json,
    make: (bytes, from) => `{${fill(bytes, (i) => `"a${i}":"{[[[[[[[[[[[[[[[[["`, { from })}}`,
  },
  "one long text": { type: json, make: (bytes) => `{"phone":"${"1 ".repeat(bytes / 2 - 8)}"}` },
  "one long key": { type: json, make: (bytes) => `{"${"aB(".repeat(bytes / 3 - 5)}":"1"}` },
  "combining marks": {
    type: json,
    make: (bytes, from) => `{${fill(bytes, (i) => `"phone${i}":"${"\u0301\u0316".repeat(2_500)}1"`, { from })}}`,
  },
  "invisible characters": {
    type: json,
    make: (bytes, from) => `{${fill(bytes, (i) => `"phone${i}":"${"\u200b\u202e".repeat(28)}1"`, { from })}}`,
  },
  "broken JSON as text": { type: "text/plain", make: (bytes) => `{"a":"${'" '.repeat(bytes / 2 - 8)}"}` },
  "broken JSON with commas": { type: "text/plain", make: (bytes) => `{"a":"${'",        '.repeat(bytes / 10 - 1)}"}` },
  "lines of text": {
    type: "text/plain",
    make: (bytes) =>
      fill(bytes, () => "Name: x", { join: "\n" })
        .slice(0, bytes)
        .split("\n")
        .slice(0, 900)
        .join("\n")
        .padEnd(bytes, "a"),
  },
  "many form fields": {
    type: form,
    make: (bytes, from) =>
      crowd(bytes, MOST.formFields, (value, i) => `a[${i}][b]=${value}`, { join: "&", letter: "%41", from }),
  },
  "one field again and again": {
    type: form,
    make: (bytes) => fill(bytes, () => `a=${"x".repeat(260)}`, { join: "&" }),
  },
  "too many form fields": { type: form, make: (bytes) => fill(bytes, () => "a=1", { join: "&" }) },
  "brackets in a key": { type: form, make: (bytes) => `${"a[".repeat(bytes / 2 - 2)}=1` },
  "an old encoding": { type: form, make: (bytes) => `a=${"%E9".repeat(bytes / 3 - 2)}` },
  multipart: {
    type: "multipart/form-data; boundary=x",
    make(bytes, from) {
      const part = (value: string, i: number) =>
        `--x\r\nContent-Disposition: form-data; name="phone${i}"\r\n\r\n${value}`;
      return `${crowd(bytes, MOST.formFields, part, { join: "\r\n", from })}\r\n--x--\r\n`;
    },
  },
  "XML elements": {
    type: "text/xml",
    make: (bytes, from) =>
      `<a>${crowd(bytes, MOST.xmlMarks / 2, (value, i) => `<b${i}>${value}</b${i}>`, { join: "", from })}</a>`,
  },
  "the same XML element": {
    type: "text/xml",
    make: (bytes) => `<a>${crowd(bytes, MOST.xmlMarks, (value) => `<b/>${value}`, { join: "", letter: " " })}</a>`,
  },
  "XML attributes": {
    type: "text/xml",
    make: (bytes, from) =>
      `<a ${crowd(bytes, MOST.xmlAttributes, (value, i) => `b${i}="${value}"`, { join: " ", from })}/>`,
  },
  "deep XML": { type: "text/xml", make: (bytes) => `${"<a>".repeat(bytes / 7 - 2)}${"</a>".repeat(bytes / 7 - 2)}` },
  "XML entities": { type: "text/xml", make: (bytes) => `<a>${"&amp;".repeat(bytes / 5 - 2)}</a>` },
  "XML that never ends": { type: "text/xml", make: (bytes) => "<".repeat(bytes) },
  "bytes that are no text": { type: json, make: (bytes) => "\u00ff".repeat(bytes / 2) },
  "names of letters alone": {
    type: json,
    make: (bytes, from) => `{${fill(bytes, (i) => `"${letters(i)}":"1"`, { from })}}`,
  },
  "names without blanks": {
    type: json,
    make: (bytes, from) => `{${fill(bytes, (i) => `"${signs(i)}":"1"`, { from })}}`,
  },
  "names that are paths": {
    type: json,
    make: (bytes, from) => `{${fill(bytes, (i) => `"${pathOf(i)}":"1"`, { from })}}`,
  },
  "a new name at each step": {
    type: json,
    make: (bytes, from) =>
      `[${crowd(
        bytes,
        Math.floor(MOST.jsonObjects / 8),
        (value, i) =>
          `${Array.from({ length: 8 }, (_, at) => `{"${letters(i * 8 + at)}":`).join("")}"${value}"${"}".repeat(8)}`,
        { from },
      )}]`,
  },
  "questions with many names": {
    type: json,
    make: (bytes, from) =>
      `[${fill(
        bytes,
        (i) =>
          `{${"label title question questiontext name key slug ref type"
            .split(" ")
            .map((key, at) => `"${key}":"${letters(9 * i + at)} q"`)
            .join(",")},"value":"1"}`,
        { from },
      )}]`,
  },
  "questions and answers in pairs": {
    type: json,
    make: (bytes, from) => `[${fill(bytes, (i) => `["phone ${letters(i)}","2125550${100 + (i % 900)}"]`, { from })}]`,
  },
  "lists of phones": {
    type: json,
    make: (bytes, from) =>
      `{${fill(bytes, (i) => `"phone${letters(i)}":[${Array.from({ length: 20 }, (_, at) => 2125550100 + ((i * 20 + at) % 9000)).join(",")}]`, { from })}}`,
  },
  "one name again and again": {
    type: json,
    make: (bytes) => `{${fill(bytes, (i) => `"phone":"2125550${100 + (i % 900)}"`)}}`,
  },
  "numbers of many pieces": {
    type: json,
    make: (bytes, from) =>
      `{${fill(bytes, (i) => `"phone${i}":"${Array.from({ length: 12 }, (_, at) => 100 + ((i * 7 + at * 131) % 900)).join(" ")}"`, { from })}}`,
  },
  "numbers with all that stands between": {
    type: json,
    make: (bytes, from) =>
      `{${fill(bytes, (i) => `"phone${i}":"${`(${200 + (i % 700)}) 5.5-5/01 ${10 + (i % 90)}; +1 `.repeat(14)}"`, { from })}}`,
  },
  "long questions": {
    type: json,
    make: (bytes, from) =>
      `{${fill(bytes, (i) => `"${letters(i)} what is the best (home, work or other) phone number of your company - to call you (about it) please?":"x"`, { from })}}`,
  },
  "escapes in escapes": {
    type: json,
    make: (bytes, from) =>
      `{${fill(bytes, (i) => `"a${i}":"${"&amp;amp;amp;eacute;\u00c3\u00a9".repeat(12)}"`, { from })}}`,
  },
  "escapes in lists": {
    type: json,
    make: (bytes, from) =>
      `{${fill(bytes, (i) => `"a${i}":[${listed(`"&amp;amp;amp;eacute;\u00c3\u00a9"`, 12)}]`, { from })}}`,
  },
  "escapes in questions": {
    type: json,
    make: (bytes, from) =>
      `[${fill(bytes, (i) => `{"label":"${letters(i)} &eacute;\u00c3\u00a9 ${"&amp;".repeat(30)}","value":"1"}`, { from })}]`,
  },
  "letters of a wrong encoding": {
    type: json,
    make: (bytes, from) => `{${fill(bytes, (i) => `"a${i}":"${"\u00c3\u00a9".repeat(90)}\u00c3"`, { from })}}`,
  },
  "phones with a code of their own": {
    type: json,
    make: (bytes, from) =>
      `{${fill(bytes, (i) => `"phone${letters(i)}_code":"+${1 + (i % 99)}","phone${letters(i)}":"2125550${100 + (i % 900)}"`, { from })}}`,
  },
  "questions of another script": {
    type: json,
    make: (bytes, from) =>
      `{${fill(bytes, (i) => `"${letters(i)} رقم الهاتف الجوال للتواصل معك":"2125550100"`, { from })}}`,
  },
  "people of all kinds of trades": {
    type: json,
    make: (bytes, from) =>
      `{${fill(bytes, (i) => `"${letters(i)}er name":"Ann Lee","${letters(i)}er phone":"2125550${100 + (i % 900)}"`, { from })}}`,
  },
  "a comma too many": {
    type: json,
    make: (bytes, from) => `{${fill(bytes, (i) => `"b${i}":"1"`, { from })},}`,
  },
};
