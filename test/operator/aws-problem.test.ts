import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { memoryStore } from "../../lambda/store/memory.ts";
import { awsProblem } from "../../operator/stage/aws-problem.ts";
import { bridge } from "./command-line.ts";
import { aStage } from "./stage.ts";

const failing = (name: string, message: string, more: object = { $metadata: { httpStatusCode: 400 } }): Error =>
  Object.assign(new Error(message), { name, ...more });

const denied = failing(
  "AccessDeniedException",
  "User: arn:aws:iam::111122223333:user/pat is not authorized to perform: dynamodb:Query on resource: arn:aws:dynamodb:eu-west-1:111122223333:table/leads/index/due because no identity-based policy allows the dynamodb:Query action",
);

describe("what AWS says no to", () => {
  it.each([
    ["a missing right", denied, "may not dynamodb:Query on table/leads/index/due"],
    [
      "a missing right in a key",
      failing(
        "AccessDeniedException",
        "User: arn:aws:sts::111122223333:assumed-role/ops/pat is not authorized to perform: kms:Decrypt on this resource",
      ),
      "may not kms:Decrypt",
    ],
    [
      "an index that is not there yet",
      failing("ValidationException", "The table does not have the specified index: arrived-1"),
      "has no index arrived-1, or AWS is still filling it. Deploy this version",
    ],
    [
      "an index that is being filled",
      failing("ValidationException", "Cannot read from backfilling global secondary index: arrived-1"),
      "has no index arrived-1, or AWS is still filling it. Deploy this version",
    ],
    [
      "credentials that ran out",
      failing("ExpiredTokenException", "The security token included in the request is expired"),
      "have run out. Sign in again",
    ],
    [
      "a sign-in that ran out",
      failing("CredentialsProviderError", "The SSO session associated with this profile has expired.", {}),
      "have run out. Sign in again",
    ],
    [
      "no credentials",
      failing("CredentialsProviderError", "Could not load credentials from any providers", {}),
      "There are no AWS credentials. Set AWS_PROFILE",
    ],
    [
      "a profile that asks for a code",
      failing(
        "CredentialsProviderError",
        "Profile ops requires multi-factor authentication, but no MFA code callback was provided.",
        {},
      ),
      "aws configure export-credentials",
    ],
    [
      "unknown credentials",
      failing("UnrecognizedClientException", "The security token included in the request is invalid."),
      "does not know your credentials",
    ],
    ["no region", failing("Error", "Region is missing", {}), "Set AWS_REGION"],
    ["too many requests", failing("ThrottlingException", "Rate exceeded"), "again in a minute"],
    [
      "a table that is gone",
      failing("ResourceNotFoundException", "Requested resource not found"),
      "`bridge doctor` says what",
    ],
    [
      "no network",
      failing("Error", "getaddrinfo ENOTFOUND dynamodb.eu-west-1.amazonaws.com", { code: "ENOTFOUND" }),
      "no answer (ENOTFOUND)",
    ],
    ["an answer that nobody foresaw", failing("InternalServerError", "boo"), "could not do it (InternalServerError)"],
  ])("is said in words with the next step: %s", (_, error, words) => {
    expect(awsProblem(error)?.message).toContain(words);
  });

  it("leaves a bug a bug", () => {
    expect(awsProblem(new TypeError("x is not a function"))).toBeUndefined();
    expect(awsProblem("boo")).toBeUndefined();
  });

  it("ends a command with exit code 2, and no stack", async () => {
    const store = memoryStore();
    const refused = { ...store, due: { ...store.due, waiting: () => Promise.reject(denied) } };
    const said = await bridge(["leads", "list"], { stage: aStage({ store: refused }) });
    expect(said).toMatchObject({ code: 2, out: "" });
    expect(said.notes).toBe(
      "Your AWS credentials may not dynamodb:Query on table/leads/index/due. Add that right to them; docs/operating.md lists what each command needs.\n",
    );
  });
});

describe("the rights that docs/operating.md lists for an operator", () => {
  const root = join(import.meta.dirname, "../..");
  const page = readFileSync(join(root, "docs/operating.md"), "utf8");
  const listed = new Set(page.match(/[a-z0-9]+:[A-Z]\w+/g));

  /** The service of each client, as policies call it; where the SDK's word for an action is not IAM's, IAM's. */
  const services: Record<string, string> = {
    "client-dynamodb": "dynamodb",
    "client-cloudformation": "cloudformation",
    "client-secrets-manager": "secretsmanager",
    "client-lambda": "lambda",
    "client-eventbridge": "events",
    "client-sqs": "sqs",
    "client-sns": "sns",
    "client-cloudwatch": "cloudwatch",
  };

  const files = ["bin", "operator", "lambda/store"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => join(folder, file)),
  );
  const needed = files.flatMap((file) => {
    const text = readFileSync(join(root, file), "utf8");
    return [...text.matchAll(/import (?:type )?\{([^}]*)\} from "@aws-sdk\/(client-[\w-]+)"/g)].flatMap(
      ([, names = "", client = ""]) =>
        [...names.matchAll(/\bpaginate(\w+)|\b(\w+)Command\b/g)].map(
          ([, paged, action = paged]) => `${services[client] ?? client}:${action}`,
        ),
    );
  });

  it.each([...new Set(needed)].sort())("name %s", (action) => {
    expect(listed).toContain(action);
  });
});
