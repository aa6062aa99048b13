import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { isForeign } from "../../lib/program/own-pages.ts";

/**
 * Secrets Manager and DynamoDB as a function meets them while it starts: secrets that hold a seed, a table that takes
 * everything.
 */
export async function startAwsStandIn(seed: string) {
  const secret = { SecretString: JSON.stringify({ seed, main: "none" }) };
  const server = createServer(async (request, response) => {
    if (isForeign(request)) return void response.writeHead(403).end();
    await text(request);
    const isSecret = String(request.headers["x-amz-target"] ?? "").startsWith("secretsmanager");
    response
      .writeHead(200, { "content-type": "application/x-amz-json-1.1" })
      .end(JSON.stringify(isSecret ? secret : {}));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}
