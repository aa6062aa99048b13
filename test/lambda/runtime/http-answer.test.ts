import { describe, expect, it } from "vitest";
import { answerReader } from "../../../lambda/runtime/http-answer.ts";

const counted = 'HTTP/1.1 200 OK\r\ncontent-type: a/b\r\nContent-Length: 11\r\n\r\n{"n":"Zoë"}'.replace("11", "12");
const chunked =
  'HTTP/1.1 400 Bad Request\r\ntransfer-encoding: chunked\r\n\r\n4;x=1\r\n{"a"\r\n3\r\n:1}\r\n0\r\nx-after: 1\r\n\r\n';
const early = `HTTP/1.1 100 Continue\r\n\r\n${counted}`;

/** Reads an answer that comes in parts. */
function read(parts: readonly (string | Buffer)[], max = 1_000) {
  const reader = answerReader(max);
  for (const part of parts) reader.take(Buffer.from(part as string));
  return reader;
}

describe("an answer that is whole", () => {
  it.each([
    ["of a known length", counted, { status: 200, body: '{"n":"Zoë"}' }],
    ["in chunks, with what else may stand there", chunked, { status: 400, body: '{"a":1}' }],
    ["after one that only asks for patience", early, { status: 200, body: '{"n":"Zoë"}' }],
    ["without a body", "HTTP/1.1 204 No Content\r\n\r\n", { status: 204, body: "" }],
    ["with an empty one", "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n", { status: 200, body: "" }],
  ])("%s, wherever it was cut on its way", (_, text, answer) => {
    const bytes = Buffer.from(text);
    for (let at = 0; at <= bytes.length; at += 1) {
      const reader = read([bytes.subarray(0, at), bytes.subarray(at)]);
      expect(reader.state()).toBe("whole");
      expect(reader.answer()).toMatchObject(answer);
      expect(reader.isClean()).toBe(true);
    }
    expect(read([...bytes].map((byte) => Buffer.from([byte]))).answer()).toMatchObject(answer);
  });

  it("until the connection is closed, where it says no length", () => {
    const reader = read(["HTTP/1.1 200 OK\r\n\r\nall of", " it"]);
    expect(reader.state()).toBe("coming");
    reader.end();
    expect(reader.state()).toBe("whole");
    expect(reader.answer()).toMatchObject({ status: 200, body: "all of it" });
    expect(reader.isClean()).toBe(false);
  });

  it.each([
    ["more came than the answer", `${counted}HTTP/1.1 200 OK\r\n`],
    ["the server closes it", counted.replace("a/b", "a/b\r\nConnection: close")],
  ])("leaves a connection that is not used again where %s", (_, text) => {
    expect(read([text]).state()).toBe("whole");
    expect(read([text]).isClean()).toBe(false);
  });
});

describe("an answer that is not", () => {
  it.each([
    ["ended within the body", counted.slice(0, -1)],
    ["ended within a chunk", chunked.slice(0, chunked.indexOf(":1}"))],
    ["ended before its last chunk", chunked.slice(0, chunked.indexOf("0\r\n"))],
  ])("%s is broken, and what came of it is there", (_, text) => {
    const reader = read([text]);
    expect(reader.state()).toBe("coming");
    reader.end();
    expect(reader.state()).toBe("broken");
    expect(reader.answer()?.status).toBeGreaterThan(0);
  });

  it.each([
    ["another version", "HTTP/2 200\r\n\r\n"],
    ["a header without a name", "HTTP/1.1 200 OK\r\n: x\r\n\r\n"],
    ["a head without end", `HTTP/1.1 200 OK\r\nx: ${"y".repeat(70_000)}`],
    ["another protocol", "HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\n\r\n"],
  ])("in HTTP/1.1, but %s, is none", (_, text) => {
    const reader = read([text]);
    expect(reader.state()).toBe("broken");
    expect(reader.answer()).toBeUndefined();
  });

  it.each([
    ["of a length", counted],
    ["in chunks", chunked],
    ["until the end", "HTTP/1.1 200 OK\r\n\r\nmore than that"],
  ])("short enough, %s, is cut", (_, text) => {
    const reader = read([text], 3);
    expect(reader.state()).toBe("tooLong");
    expect(reader.answer()?.body).toHaveLength(3);
    expect(reader.isClean()).toBe(false);
  });
});
