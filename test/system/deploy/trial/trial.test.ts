import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readMeasured } from "../../../../bench/cost/measured.ts";
import { synthesiseStack } from "../../../../lib/synth/synthesise.ts";
import { emptyBundles, oneAccount, tempDir } from "../../../lib/template.ts";
import type { Account } from "./account.ts";
import { costOfTrial, costWords } from "./cost.ts";
import { cdkRoles, LEAST_BOOTSTRAP, lineOf, lookAround, principalOf } from "./dry.ts";
import { exampleOf, rights } from "./rights.ts";

const sourceOf = (file: string): string => readFileSync(new URL(file, import.meta.url), "utf8");

/** Actions by another name than the command's. */
const otherwise: Readonly<Record<string, string>> = {
  "lambda:Invoke": "lambda:InvokeFunction",
  "lambda:waitUntilFunctionUpdatedV2": "lambda:GetFunction",
  "apigatewayv2:GetStage": "apigateway:GET",
  "apigatewayv2:UpdateStage": "apigateway:PATCH",
  "cloudwatch-logs:FilterLogEvents": "logs:FilterLogEvents",
  "eventbridge:DescribeRule": "events:DescribeRule",
  "eventbridge:ListTargetsByRule": "events:ListTargetsByRule",
  "secrets-manager:PutSecretValue": "secretsmanager:PutSecretValue",
};
/** Everybody may ask who they are. */
const free = ["sts:GetCallerIdentity"];
/** What the command in SourceKeysHint reads: keys, and which of them were used when. */
const ofTheCommand = ["secretsmanager:GetSecretValue", "dynamodb:Query"];

/** What a file asks of AWS, as IAM calls it. */
const actionsIn = (source: string): string[] =>
  [...source.matchAll(/import \{([^}]*)\} from "@aws-sdk\/client-([\w-]+)";/g)].flatMap(([, names = "", client = ""]) =>
    names
      .split(",")
      .map((name) => name.trim())
      .flatMap((name) => {
        const [, action] = /^(?:paginate)?(\w+?)(?:Command)?$/.exec(name) ?? [];
        const asks = /Command$|^paginate|^waitUntil/.test(name);
        return asks ? [`${client}:${action}`] : [];
      })
      .map((action) => otherwise[action] ?? action),
  );

describe("the policy of test:aws", () => {
  const allowed = rights.flatMap(({ Action }) => Action);

  it("allows what its checks ask of AWS, and nothing that nobody asks", () => {
    const asked = [...actionsIn(sourceOf("../cloud.ts")), ...actionsIn(sourceOf("./account.ts"))];
    expect(asked.length).toBeGreaterThan(20);
    const needed = new Set([...asked.filter((action) => !free.includes(action)), ...ofTheCommand]);
    expect([...new Set(allowed)].sort()).toEqual([...needed].sort());
  });

  it("allows to take the roles by which the CDK deploys, and those alone", () => {
    const dir = tempDir();
    mkdirSync(join(dir, "bundles"));
    const outdir = join(dir, "out");
    synthesiseStack(oneAccount, emptyBundles(join(dir, "bundles")), { stage: "dev", outdir, validation: false });
    const said = ["manifest.json", "callingly-bridge-dev.assets.json"].map((file) =>
      readFileSync(join(outdir, file), "utf8"),
    );
    const taken = new Set(
      said.flatMap((text) =>
        [...text.matchAll(/role\/cdk-hnb659fds-([a-z-]+?)-\$\{AWS::AccountId\}/g)].map(([, role]) => role),
      ),
    );
    // CloudFormation takes this one, not the CDK.
    taken.delete("cfn-exec-role");
    expect([...taken].sort()).toEqual([...cdkRoles].sort());
    const { Resource } = rights.find(({ Action }) => Action.includes("sts:AssumeRole")) ?? { Resource: [] };
    expect([...Resource]).toEqual(cdkRoles.map((role) => `arn:aws:iam::*:role/cdk-hnb659fds-${role}-*`));
  });

  it("is of this stack alone, wherever a right can be", () => {
    const wide = rights.filter(({ Resource }) => Resource.includes("*")).map(({ Sid }) => Sid);
    expect(wide).toEqual(["LooksBefore", "AsksWhatARoleMayDo"]);
    const own = /callingly-bridge-dev|cdk-hnb659fds|CDKToolkit|secret:Secrets|\/apis\/\*\/stages/;
    expect(rights.flatMap(({ Resource }) => Resource).filter((each) => each !== "*" && !own.test(each))).toEqual([]);
  });

  it("is asked about with a resource of the account", () => {
    expect(exampleOf("arn:aws:dynamodb:*:*:table/x-*", "123456789012", "eu-west-1")).toBe(
      "arn:aws:dynamodb:eu-west-1:123456789012:table/x-example",
    );
    expect(exampleOf("arn:aws:apigateway:*::/apis/*/stages/*", "1", "eu-west-1")).toBe(
      "arn:aws:apigateway:eu-west-1::/apis/example/stages/example",
    );
    expect(exampleOf("*", "1", "eu-west-1")).toBe("*");
  });
});

const refused = () => Promise.reject(Object.assign(new Error("is not authorized"), { name: "AccessDenied" }));

const good: Account = {
  identity: async () => ({ account: "123456789012", region: "eu-west-1", arn: "arn:aws:iam::123456789012:user/robin" }),
  bootstrapVersion: async () => LEAST_BOOTSTRAP,
  stackExists: async () => false,
  limits: async () => ({ concurrency: 1_000, codeBytes: 80e9, codeBytesUsed: 1e9 }),
  assume: async () => undefined,
  decisions: async (_principal, actions) => new Map(actions.map((action) => [action, "allowed"])),
};

const wrongIn = async (account: Partial<Account>) =>
  (await lookAround({ ...good, ...account }, () => undefined)).filter(({ verdict }) => verdict !== "ok");

describe("test:aws --dry", () => {
  it("finds nothing wrong where a run would come to its end, and says what it looked at", async () => {
    const told: string[] = [];
    await lookAround(good, (look) => told.push(lineOf(look)));
    expect(told.filter((line) => !line.startsWith("ok   "))).toEqual([]);
    expect(told[0]).toBe(
      "ok    AWS lets you in: account 123456789012, region eu-west-1, as arn:aws:iam::123456789012:user/robin.",
    );
    expect(told.join("\n")).toContain("your rights: reads and writes the table: dynamodb:DeleteItem");
  });

  it.each([
    ["no credentials", { identity: refused }, "AWS lets you in", "Set credentials"],
    [
      "no bootstrap",
      { bootstrapVersion: async () => undefined },
      "bootstrapped",
      "npx cdk bootstrap aws://123456789012/eu-west-1",
    ],
    ["an old bootstrap", { bootstrapVersion: async () => 5 }, "bootstrapped", "npx cdk bootstrap"],
    ["a stack of somebody's", { stackExists: async () => true }, "no stack callingly-bridge-dev", "Destroy it first"],
    [
      "few runs",
      { limits: async () => ({ concurrency: 10, codeBytes: 80e9, codeBytesUsed: 0 }) },
      "enough functions",
      "--few-runs",
    ],
    [
      "no room",
      { limits: async () => ({ concurrency: 1e3, codeBytes: 80e9, codeBytesUsed: 80e9 }) },
      "room for",
      "ask AWS for more",
    ],
  ] satisfies [string, Partial<Account>, string, string][])(
    "says what is wrong and what to do: %s",
    async (_, account, name, remedy) => {
      const wrong = await wrongIn(account);
      expect(wrong).toEqual([
        {
          name: expect.stringContaining(name),
          verdict: "wrong",
          found: expect.any(String),
          remedy: expect.stringContaining(remedy),
        },
      ]);
    },
  );

  it("takes the CDK's roles and says which of them it may not", async () => {
    const taken: string[] = [];
    const assume = async (role: string) => {
      taken.push(role);
      if (role.includes("lookup")) await refused();
    };
    const [wrong, ...others] = await wrongIn({ assume });
    expect(taken[0]).toBe("arn:aws:iam::123456789012:role/cdk-hnb659fds-deploy-role-123456789012-eu-west-1");
    expect([wrong?.name, wrong?.verdict, others]).toEqual(["the CDK's lookup-role can be taken", "wrong", []]);
  });

  it("names rights that are lacking, each with the policy that has them", async () => {
    const decisions: Account["decisions"] = async (_principal, actions) =>
      new Map(actions.map((action) => [action, action === "dynamodb:Scan" ? "implicitDeny" : "allowed"]));
    expect(await wrongIn({ decisions })).toEqual([
      {
        name: "your rights: reads and writes the table",
        verdict: "wrong",
        found: "not allowed: dynamodb:Scan",
        remedy: expect.stringContaining("rights.json"),
      },
    ]);
  });

  it("says which rights could not be checked where IAM may not be asked, and goes on", async () => {
    const looks = await wrongIn({ decisions: refused });
    expect(looks.length).toBe(rights.length - 1);
    for (const { verdict, found } of looks)
      expect([verdict, found]).toEqual([
        "unknown",
        expect.stringMatching(/^not checked, as IAM does not answer .*: \w+:/),
      ]);
  });

  it("says it where a look fails for another reason, and looks at the rest", async () => {
    const looks = await wrongIn({ limits: refused });
    expect(looks.map(({ verdict, found }) => [verdict, found])).toEqual(
      Array(2).fill(["unknown", "it cannot be looked at: AccessDenied: is not authorized"]),
    );
  });

  it("asks IAM about the role of a session, and about nobody where it is told nothing", async () => {
    expect(principalOf("arn:aws:sts::123456789012:assumed-role/Admin/robin")).toBe(
      "arn:aws:iam::123456789012:role/Admin",
    );
    const arn = "arn:aws:sts::123456789012:federated-user/robin";
    const identity = async () => ({ account: "123456789012", region: "eu-west-1", arn });
    expect(await wrongIn({ identity })).toMatchObject([{ name: "your rights for the checks", verdict: "unknown" }]);
    expect(
      await wrongIn({ identity: async () => ({ ...(await identity()), arn: "arn:aws:iam::123456789012:root" }) }),
    ).toEqual([]);
  });

  it("asks AWS for nothing that changes anything", () => {
    const asked = actionsIn(sourceOf("./account.ts")).map((action) => action.split(":")[1] ?? "");
    expect(asked.filter((action) => !/^(Get|Describe|List|Simulate|AssumeRole)/.test(action))).toEqual([]);
  });
});

describe("what a run costs", () => {
  it("stands in docs/deploying.md, computed of the same figures as docs/cost.md", () => {
    const page = sourceOf("../../../../docs/deploying.md").replace(/\s+/g, " ");
    expect(page).toContain(costWords(costOfTrial(readMeasured())));
  });
});
