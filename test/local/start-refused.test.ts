import { rmSync, writeFileSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { assembly } from "./assembly.ts";
import { spawnBridge, spawnInVain } from "./spawn-bridge.ts";

describe("npm start, when it cannot", { timeout: 120_000 }, () => {
  const sentence = /^[^\n]+\n$/;
  let taken: Server;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "bridge-config-"));
    taken = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => taken.once("listening", resolve));
  });
  afterAll(() => {
    taken.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("names a port that is in use, and the way out", async () => {
    const { port } = taken.address() as AddressInfo;
    const { code, stdout, stderr } = await spawnInVain(["--json", "--port", String(port)]);
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(sentence);
    expect(stderr).toMatch(new RegExp(`Port ${port}.*--port`));
  });

  it("names what is wrong with a configuration", async () => {
    const config = join(folder, "bad.config.ts");
    writeFileSync(
      config,
      `export default { accounts: {}, sources: { web: { connector: "html-from", account: "main", team: 1 } } };`,
    );
    const { code, stderr } = await spawnInVain(["--json"], { BRIDGE_CONFIG: config });
    expect(code).toBe(1);
    expect(stderr).toMatch(/sources\.web\.connector/);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it("refuses data of an account that has vanished from the configuration, until it is named", async () => {
    const data = join(folder, "data");
    const first = await spawnBridge(["--data", data, "--assembly", await assembly()]);
    await first.end("SIGTERM");
    const config = join(folder, "renamed.config.ts");
    const write = (accounts: string) =>
      writeFileSync(
        config,
        `export default { accounts: ${accounts}, sources: { web: { connector: "json", account: "office", team: 1 } } };`,
      );
    write("{ office: {} }");
    const { code, stderr } = await spawnInVain(["--json", "--port", "0", "--data", data], { BRIDGE_CONFIG: config });
    expect(code).toBe(1);
    expect(stderr).toContain(`"main" has run on the data in ${data} and is not here`);
    expect(stderr).toMatch(/\{ id: "main" \}.*retiredAccounts: \["main"\]/);
    expect(stderr).not.toMatch(/^\s+at /m);
    write('{ office: { id: "main" } }');
    const mended = await spawnBridge(["--data", data], { BRIDGE_CONFIG: config });
    await mended.end("SIGTERM");
  });

  it("names the remedies where there is no DynamoDB engine", async () => {
    const otherMachine = `data:text/javascript,Object.defineProperty(process,"arch",{value:"riscv64"})`;
    // It reads the configuration there, as a machine of that kind has it.
    const esbuild = createRequire(import.meta.url).resolve(`@esbuild/${process.platform}-${process.arch}/bin/esbuild`);
    const env = { PATH: "", ESBUILD_BINARY_PATH: esbuild };
    const { code, stderr } = await spawnInVain(["--port", "0", "--json"], env, ["--import", otherMachine]);
    expect(code).toBe(1);
    expect(stderr).toMatch(sentence);
    expect(stderr).toMatch(/linux-riscv64.*DYNAMODB_ENDPOINT/);
  });

  it("names an engine that does not answer", async () => {
    const { code, stderr } = await spawnInVain(["--port", "0", "--json"], { DYNAMODB_ENDPOINT: "http://127.0.0.1:1" });
    expect(code).toBe(1);
    expect(stderr).toMatch(sentence);
  });

  it("refuses an address for Callingly without a key", async () => {
    const { code, stderr } = await spawnInVain(["--json"], { CALLINGLY_BASE_URL: "http://127.0.0.1:1" });
    expect(code).toBe(1);
    expect(stderr).toMatch(/CALLINGLY_API_KEY/);
  });
});
