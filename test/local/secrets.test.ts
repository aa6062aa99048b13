import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { describe, expect, it } from "vitest";
import { enterSecret, secretValue } from "../../local/secret-values.ts";
import { serveSecrets } from "../../local/secrets/server.ts";
import { localCredentials } from "../../local/session-token.ts";
import { secret, secretArn } from "../../local/stack/secret.ts";
import type { World } from "../../local/stack/world.ts";
import { keeper, kept } from "../../stand-ins/kit/kept.ts";

it("answers the functions' client as Secrets Manager does, and nobody without their token", async () => {
  const values = new Map([["arn:known", '{"seed":"x"}']]);
  const server = await serveSecrets(
    { read: (arn) => values.get(arn), write: (arn, value) => void values.set(arn, value) },
    "the token",
    () => {},
  );
  const clientWith = (token: string) =>
    new SecretsManagerClient({ endpoint: server.url, region: "us-east-1", credentials: localCredentials(token) });
  const client = clientWith("the token");
  const stranger = clientWith("a guess");
  try {
    const known = await client.send(new GetSecretValueCommand({ SecretId: "arn:known" }));
    expect(known).toMatchObject({ ARN: "arn:known", SecretString: '{"seed":"x"}' });
    await expect(client.send(new GetSecretValueCommand({ SecretId: "arn:other" }))).rejects.toThrow(
      ResourceNotFoundException,
    );
    await client.send(new PutSecretValueCommand({ SecretId: "arn:known", SecretString: '{"seed":"y"}' }));
    expect(values.get("arn:known")).toBe('{"seed":"y"}');
    await expect(stranger.send(new GetSecretValueCommand({ SecretId: "arn:known" }))).rejects.toThrow(/token/);
  } finally {
    client.destroy();
    stranger.destroy();
    await server.close();
  }
});

it("generates a secret as the template says, once, in a file that only its owner reads", async () => {
  const folder = mkdtempSync(join(tmpdir(), "secrets-"));
  const file = join(folder, "secrets.jsonl");
  const GenerateSecretString = {
    SecretStringTemplate: '{"a":1}',
    GenerateStringKey: "seed",
    PasswordLength: 40,
    ExcludePunctuation: true,
  };
  const generate = () => {
    const secrets = new Map<string, string>();
    void secret.run("Keys", { GenerateSecretString }, { secrets, keep: () => kept(file) } as unknown as World);
    return [...secrets.values()][0] ?? "";
  };
  try {
    const first = generate();
    expect(JSON.parse(first)).toEqual({ a: 1, seed: expect.stringMatching(/^[A-Za-z0-9]{40}$/) });
    expect(generate()).toBe(first);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, "utf8")).toContain("seed");
  } finally {
    rmSync(folder, { recursive: true });
  }
});

describe("what an operator enters", () => {
  const arns = { CALLINGLY_TOKENS_SECRET: secretArn("Tokens"), CRM_CREDENTIALS_SECRET: secretArn("Crms") };
  const variables = new Map(Object.entries(arns));
  const crms = { crms: new Map([["hub", { credentials: { token: "demo" } }]]) } as never;
  /** A run of the bridge, whose Callingly key is in the environment. */
  const run = (folder: string, apiKey = "from the environment") => {
    const keep = keeper(folder);
    const secrets = new Map<string, string>();
    for (const id of ["Tokens", "Crms"]) void secret.run(id, { SecretString: "{}" }, { secrets, keep } as never);
    const filling = {
      tokens: new Map([
        ["main", apiKey],
        ["agency", apiKey],
      ]),
      crms,
      platforms: new Map(),
      captchas: new Map(),
    };
    const read = (arn: string) => JSON.parse(secretValue(arn, { secrets, variables }, filling) ?? "");
    const enter = (arn: string, more: object) =>
      enterSecret(arn, JSON.stringify({ ...read(arn), ...more }), { secrets, variables }, filling, keep);
    return { read, enter };
  };

  it("is there in the next run on the same data, and only that", () => {
    const folder = mkdtempSync(join(tmpdir(), "secrets-"));
    try {
      const first = run(folder);
      first.enter(arns.CALLINGLY_TOKENS_SECRET, { agency: "entered" });
      first.enter(arns.CRM_CREDENTIALS_SECRET, { hub: { token: "sandbox" } });
      expect(first.read(arns.CALLINGLY_TOKENS_SECRET)).toEqual({ main: "from the environment", agency: "entered" });
      const next = run(folder, "another key");
      expect(next.read(arns.CALLINGLY_TOKENS_SECRET)).toEqual({ main: "another key", agency: "entered" });
      expect(next.read(arns.CRM_CREDENTIALS_SECRET)).toEqual({ hub: { token: "sandbox" } });
      expect(readFileSync(join(folder, "secrets.jsonl"), "utf8")).not.toMatch(/from the environment|"demo"/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
