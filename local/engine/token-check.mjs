// A check in front of the engine, which itself lets in everybody and answers pages of any origin. A client shows the
// bridge's session token in the first request of a connection, as AWS's clients do in every one. From then on bytes
// pass unread, which costs next to nothing: a browser has no way to get onto a connection that began with the token.
// Plain JavaScript, as the guardian is.
import { createHash, timingSafeEqual } from "node:crypto";
import { connect } from "node:net";

const largestHead = 16_384;
const patienceMs = 10_000;
const refusal = "HTTP/1.1 403 Forbidden\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";

/**
 * @param {string} token the session token that opens
 * @param {{ host: string, port: number }} engine
 * @returns {(client: import("node:net").Socket) => void} takes a connection
 */
export const tokenCheck = (token, engine) => (client) => {
  let head = Buffer.alloc(0);
  client.setNoDelay(true);
  client.setTimeout(patienceMs, () => client.destroy());
  client.on("error", () => client.destroy());
  const read = (part) => {
    head = Buffer.concat([head, part]);
    const end = head.indexOf("\r\n\r\n");
    if (end < 0 && head.length <= largestHead) return;
    client.off("data", read);
    client.pause();
    client.setTimeout(0);
    if (end >= 0 && maySend(head.toString("latin1", 0, end), client.localPort, token))
      return join(client, head, engine);
    client.end(refusal);
    // Until what is still on its way has come, an answer would be lost to a reset.
    client.resume();
    client.setTimeout(1_000, () => client.destroy());
  };
  client.on("data", read);
};

function join(client, head, { host, port }) {
  const engine = connect(port, host);
  engine.setNoDelay(true);
  engine.write(head);
  engine.on("error", () => client.destroy());
  engine.on("close", () => client.destroy());
  client.on("close", () => engine.destroy());
  client.pipe(engine);
  engine.pipe(client);
}

/** A request of one of ours: under this machine's name, not sent by a page, with the token. */
function maySend(head, port, token) {
  const headers = new Map();
  for (const line of head.split("\r\n").slice(1)) {
    const at = line.indexOf(":");
    const name = line.slice(0, at).toLowerCase();
    // A header given twice could be read in two ways.
    if (headers.has(name)) return false;
    headers.set(name, line.slice(at + 1).trim());
  }
  if (headers.has("origin") || ![`127.0.0.1:${port}`, `localhost:${port}`].includes(headers.get("host"))) return false;
  return timingSafeEqual(digest(headers.get("x-amz-security-token") ?? ""), digest(token));
}

const digest = (text) => createHash("sha256").update(text).digest();
