import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { defineConfig } from "../../lambda/config/schema.ts";
import { configFingerprint } from "../../lib/config-fingerprint.ts";
import { everySetting, oneAccount, resourceOf, resourcesOf, type Template, templateOf, textOf } from "./template.ts";

const prod = templateOf();
const acme = templateOf({ stage: "acme" });
const dev = templateOf({ context: { stage: "dev" } });

describe("the front door", () => {
  it("has these routes, each leading to one step", () => {
    const integrations = new Map(
      resourcesOf(prod, "AWS::ApiGatewayV2::Integration").map(({ name, Properties }) => [
        `integrations/${name}`,
        textOf(Properties.IntegrationUri),
      ]),
    );
    const routes = resourcesOf(prod, "AWS::ApiGatewayV2::Route").map(
      ({ Properties }) => `${Properties.RouteKey} -> ${integrations.get(textOf(Properties.Target))}`,
    );
    expect(routes.sort()).toEqual([
      "ANY /leads/{path+} -> AcceptLeadFunction.Arn",
      "ANY /leads/{source} -> AcceptLeadFunction.Arn",
      "ANY /leads/{source}/{key} -> AcceptLeadFunction.Arn",
      "ANY /opt-out/{path+} -> AcceptLeadFunction.Arn",
      "GET /form.js -> AcceptLeadFunction.Arn",
      "GET /form/{version} -> AcceptLeadFunction.Arn",
      "GET /health -> AcceptLeadFunction.Arn",
      "HEAD /form.js -> AcceptLeadFunction.Arn",
      "HEAD /form/{version} -> AcceptLeadFunction.Arn",
      "HEAD /health -> AcceptLeadFunction.Arn",
      "POST /callingly/{account}/{event}/{token} -> HearCallFunction.Arn",
    ]);
  });

  it("F98: writes no path, query or visitor into its log", () => {
    const { Format } = resourceOf(prod, "AWS::ApiGatewayV2::Stage", "FrontDoorStage").Properties.AccessLogSettings;
    expect(Format).toContain("$context.routeKey");
    expect(Format).not.toMatch(/\$context\.(path|resourcePath|protocol|identity)/);
  });

  it("writes its log where AWS lets it without lengthening a policy that all APIs of the account share", () => {
    expect(resourceOf(prod, "AWS::Logs::LogGroup", "FrontDoorAccessLog").Properties.LogGroupName).toBe(
      "/aws/vendedlogs/callingly-bridge-prod/access",
    );
  });

  it("is reached by IPv6, too, where visitors are told apart by household", () => {
    expect(resourceOf(templateOf(), "AWS::ApiGatewayV2::Api", "FrontDoorApi").Properties.IpAddressType).toBe(
      "dualstack",
    );
  });

  it("has its own address closed only where the stage says so, and has a domain", () => {
    const isClosed = (context?: Record<string, unknown>) =>
      resourceOf(templateOf(context && { context }), "AWS::ApiGatewayV2::Api", "FrontDoorApi").Properties
        .DisableExecuteApiEndpoint;
    const { domainName, certificateArn } = everySetting;
    expect(isClosed()).toBeUndefined();
    expect(isClosed({ domainName, certificateArn, closesApiEndpoint: "true" })).toBe(true);
  });

  it("F82: is throttled", () => {
    const { DefaultRouteSettings } = resourceOf(prod, "AWS::ApiGatewayV2::Stage", "FrontDoorStage").Properties;
    expect(DefaultRouteSettings).toEqual({ ThrottlingRateLimit: 500, ThrottlingBurstLimit: 1000 });
  });
});

describe("the table", () => {
  const { Properties } = resourceOf(prod, "AWS::DynamoDB::Table", "LeadTable");

  it("streams what was written, forgets what has ended, and can be put back to any second", () => {
    expect(Properties).toMatchObject({
      BillingMode: "PAY_PER_REQUEST",
      StreamSpecification: { StreamViewType: "NEW_IMAGE" },
      TimeToLiveSpecification: { AttributeName: "expiresAt", Enabled: true },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    });
  });

  it("can be put back for the thirty-five days that are usual, while logs are kept a month and failures two weeks", () => {
    expect(Properties.PointInTimeRecoverySpecification.RecoveryPeriodInDays ?? 35).toBe(35);
    const logs = resourcesOf(prod, "AWS::Logs::LogGroup").map(({ Properties: log }) => log.RetentionInDays);
    expect(logs).toHaveLength(6);
    expect(new Set(logs)).toEqual(new Set([30]));
    const queues = resourcesOf(prod, "AWS::SQS::Queue").map(({ Properties: queue }) => queue.MessageRetentionPeriod);
    expect(queues).toEqual([14, 14].map((days) => days * 24 * 60 * 60));
  });

  it("finds what is due without copying leads", () => {
    // What is listed here can never be changed in place: see docs/table.md.
    expect(Properties.GlobalSecondaryIndexes).toEqual([
      {
        IndexName: "due-1",
        KeySchema: [
          { AttributeName: "dueFor", KeyType: "HASH" },
          { AttributeName: "dueAt", KeyType: "RANGE" },
        ],
        Projection: {
          ProjectionType: "INCLUDE",
          NonKeyAttributes: ["waitsAs", "reason", "receivedAt", "releasedAt", "hintedAt", "faults", "heldBy"],
        },
      },
      {
        IndexName: "arrived-1",
        KeySchema: [
          { AttributeName: "day", KeyType: "HASH" },
          { AttributeName: "receivedAt", KeyType: "RANGE" },
        ],
        Projection: { ProjectionType: "KEYS_ONLY" },
      },
    ]);
  });
});

describe("the secrets", () => {
  const secretsOf = (template: Template) =>
    resourcesOf(template, "AWS::SecretsManager::Secret").map(({ name, Properties }) => [name, Properties]);

  it("start with a seed where keys are derived, and empty where a vendor's are entered", () => {
    const seed = {
      GenerateSecretString: {
        SecretStringTemplate: "{}",
        GenerateStringKey: "seed",
        PasswordLength: 40,
        ExcludePunctuation: true,
      },
    };
    expect(Object.fromEntries(secretsOf(prod))).toMatchObject({
      SecretsSourceKeys: seed,
      SecretsCallbackTokens: seed,
      SecretsSuppressionKey: seed,
      SecretsCallinglyTokens: { SecretString: "{}" },
      SecretsCrmCredentials: { SecretString: "{}" },
      SecretsSourceCredentials: { SecretString: "{}" },
    });
  });

  it("stay as they are when accounts and CRMs are added, so that a deployment overwrites no token", () => {
    const grown = defineConfig({ ...oneAccount, accounts: { main: {}, second: { timeZone: "Europe/Berlin" } } });
    expect(secretsOf(templateOf({}, grown))).toEqual(secretsOf(prod));
  });

  it("are never spelled out", () => {
    expect(JSON.stringify(prod)).not.toContain("{{resolve:");
  });
});

describe("what somebody has deployed", () => {
  /**
   * Logical ids and types, as the first deployments have them. Another id is another resource: CloudFormation would make
   * it empty and delete the one that was there. What is to go on purpose is taken out here, and CHANGELOG tells.
   */
  const deployed: Readonly<Record<string, string>> = JSON.parse(
    readFileSync(new URL("deployed-resources.json", import.meta.url), "utf8"),
  );

  it("keeps its place in the stack with every upgrade", () => {
    const { Resources } = { Resources: { ...prod.Resources, ...templateOf({ context: everySetting }).Resources } };
    const types = Object.entries(Resources).map(([id, { Type }]) => [id, Type]);
    expect(Object.fromEntries(types)).toMatchObject(deployed);
  });

  it("keeps it, whatever the stack is called", () => {
    const stages = { prod: { stackName: "acme-leads" } };
    const renamed = templateOf({}, defineConfig({ ...oneAccount, stages }));
    expect(Object.keys(renamed.Resources)).toEqual(Object.keys(prod.Resources));
    expect(textOf(renamed.Outputs.DashboardName?.Value)).toBe("acme-leads");
  });
});

describe("what is deleted with the stack", () => {
  const kept = (template: Template) =>
    Object.values(template.Resources)
      .filter(({ DeletionPolicy = "" }) => /^Retain/.test(DeletionPolicy))
      .map(({ Type }) => Type)
      .sort();

  it("is neither the table nor a secret", () => {
    expect(kept(prod)).toEqual(["AWS::DynamoDB::Table", ...Array(6).fill("AWS::SecretsManager::Secret")]);
    expect(resourceOf(prod, "AWS::DynamoDB::Table", "LeadTable").Properties.DeletionProtectionEnabled).toBe(true);
  });

  it("is, of a first deployment that failed, all but the table, which is protected from that too", () => {
    const policies = (type: string) => resourcesOf(prod, type).map(({ DeletionPolicy }) => DeletionPolicy);
    expect(policies("AWS::SecretsManager::Secret")).toEqual(Array(6).fill("RetainExceptOnCreate"));
    expect(policies("AWS::DynamoDB::Table")).toEqual(["Retain"]);
  });

  it("is everything in the stage that is made to be thrown away", () => {
    expect(kept(dev)).toEqual([]);
    expect(resourceOf(dev, "AWS::DynamoDB::Table", "LeadTable").Properties.DeletionProtectionEnabled).toBe(false);
  });
});

describe("two stages", () => {
  it("differ in nothing but their names, and in who is rung where it is not production", () => {
    expect(nameless(acme, "acme")).toEqual(nameless(prod, "prod"));
  });

  it("differ in what survives, if one of them is dev", () => {
    const survival = /"(Update|Dele)\w+Policy":"\w+"|"DeletionProtectionEnabled":\w+/g;
    expect(nameless(dev, "dev").replace(survival, "")).toEqual(nameless(prod, "prod").replace(survival, ""));
  });

  /** Who is rung in a stage has tests of its own, in stage-policies.test.ts. */
  const whoIsRung = /"STAGE_POLICIES":"(?:[^"\\]|\\.)*",?/g;
  /** CDK names the permissions of a rule after the stack; the command that prints the keys names the stage. */
  const nameless = (template: Template, stage: string): string =>
    JSON.stringify({ ...template, Outputs: { ...template.Outputs, Stage: undefined } })
      .replaceAll(whoIsRung, "")
      .replaceAll(new RegExp(`callingly-?bridge-?${stage}`, "g"), "bridge")
      .replaceAll(`--stage ${stage}`, "--stage")
      .replaceAll(new RegExp(`(\\\\?")${stage}\\1`, "g"), '"stage"')
      .replaceAll(/(AllowEventRule\w+?)([0-9A-F]{8})+"/g, '$1"');
});

describe("the names that are not made up by AWS", () => {
  const namesIn = (stage: string) =>
    Object.values(templateOf({ stage, context: everySetting }).Resources).flatMap(({ Type, Properties = {} }) =>
      Object.entries(Properties).flatMap(([key, value]) =>
        /^(Name|\w+Name)$/.test(key) && !namesOfOthers.includes(key) ? [{ Type, name: textOf(value) }] : [],
      ),
    );
  /** Names of something else that a resource belongs to, that are its own only within its parent, or that people read. */
  const namesOfOthers = [
    "FunctionName",
    "PolicyName",
    "StageName",
    "DomainName",
    "LogGroupName",
    "MetricName",
    "DisplayName",
  ];
  const names = namesIn("prod");

  it("are those that people look for: of the API, the alarms and the dashboard", () => {
    expect(new Set(names.map(({ Type }) => Type))).toEqual(
      new Set(["AWS::ApiGatewayV2::Api", "AWS::CloudWatch::Alarm", "AWS::CloudWatch::Dashboard"]),
    );
  });

  it("hold the stage's name", () => {
    expect(namesIn("acme")).toEqual(
      names.map(({ Type, name }) => ({ Type, name: name.replace(/^callingly-bridge-prod/, "callingly-bridge-acme") })),
    );
    for (const { name } of names) expect(name).toMatch(/^callingly-bridge-prod(-|$)/);
  });

  it("cannot be the same in two stages, whatever these are called", () => {
    for (const type of new Set(names.map(({ Type }) => Type))) {
      const ends = names.flatMap(({ Type, name }) =>
        Type === type ? [name.replace("callingly-bridge-prod", "")] : [],
      );
      expect(new Set(ends).size).toBe(ends.length);
      // Alarm `c` of stage `a-b` would be alarm `b-c` of stage `a`.
      const ambiguous = ends.filter((end) => ends.some((other) => other !== end && end.endsWith(other)));
      expect(ambiguous).toEqual([]);
    }
  });
});

describe("with a domain of the owner's", () => {
  const { originHeader: _, callbackBaseUrl: __, ...settings } = everySetting;
  const domain = templateOf({ context: settings });
  const tellsOf = (name: string) => textOf(domain.Outputs[name]?.Value);

  it("all addresses follow it, the one that Callingly reports to included", () => {
    expect(tellsOf("ApiUrl")).toBe("https://leads.example.com");
    expect(tellsOf("SourceWebsiteUrl")).toBe("https://leads.example.com/leads/website");
    const { Environment } = resourceOf(domain, "AWS::Lambda::Function", "ReconcileFunction").Properties;
    expect(Environment.Variables.CALLBACK_BASE_URL).toBe("https://leads.example.com");
  });

  it("the name is served with its certificate and TLS 1.2 or later, and an output says where it has to lead", () => {
    const { Properties } = resourceOf(domain, "AWS::ApiGatewayV2::DomainName", "FrontDoorDomain");
    expect(Properties).toEqual({
      DomainName: "leads.example.com",
      DomainNameConfigurations: [
        {
          CertificateArn: everySetting.certificateArn,
          EndpointType: "REGIONAL",
          IpAddressType: "dualstack",
          SecurityPolicy: "TLS_1_2",
        },
      ],
    });
    expect(tellsOf("DnsTarget")).toBe("FrontDoorDomain.RegionalDomainName");
    expect(resourcesOf(domain, "AWS::ApiGatewayV2::ApiMapping")).toHaveLength(1);
  });
});

describe("with something of the owner's before the door", () => {
  const callbackBaseUrl = "https://forms.example.com";
  const withOrigin = (originHeader: string, more = {}) =>
    templateOf({ context: { originHeader, callbackBaseUrl, ...more } });

  it("its word is made, for the two doors alone, which are told whether to refuse who does not say it", () => {
    for (const mode of ["announced", "required"]) {
      const template = withOrigin(mode);
      const { Properties } = resourceOf(template, "AWS::SecretsManager::Secret", "SecretsOriginHeader");
      expect(Properties.GenerateSecretString).toMatchObject({ GenerateStringKey: "seed", PasswordLength: 40 });
      const told = resourcesOf(template, "AWS::Lambda::Function").flatMap(({ name, Properties: { Environment } }) => {
        const { ORIGIN_HEADER, ORIGIN_HEADER_SECRET } = Environment.Variables;
        return ORIGIN_HEADER ? [[name, ORIGIN_HEADER, textOf(ORIGIN_HEADER_SECRET)]] : [];
      });
      expect(told.sort()).toEqual([
        ["AcceptLeadFunction", mode, "SecretsOriginHeader"],
        ["HearCallFunction", mode, "SecretsOriginHeader"],
      ]);
      const readers = resourcesOf(template, "AWS::IAM::Policy").filter((policy) =>
        JSON.stringify(policy.Properties.PolicyDocument).includes("SecretsOriginHeader"),
      );
      expect(readers.map(({ name }) => name.replace(/Function.*/, "")).sort()).toEqual(["AcceptLead", "HearCall"]);
    }
    expect(resourcesOf(prod, "AWS::SecretsManager::Secret").map(({ name }) => name)).not.toContain(
      "SecretsOriginHeader",
    );
  });

  it("its address is the one for senders and Callingly, and an output says where it has to lead", () => {
    const tellsOf = (template: Template, name: string) => textOf(template.Outputs[name]?.Value);
    const own = withOrigin("announced");
    expect(tellsOf(own, "SourceWebsiteUrl")).toBe(`${callbackBaseUrl}/leads/website`);
    expect(tellsOf(own, "ApiUrl")).toBe(callbackBaseUrl);
    expect(tellsOf(own, "OriginUrl")).toBe("FrontDoorApi.ApiEndpoint");
    expect(tellsOf(templateOf({ context: everySetting }), "OriginUrl")).toBe("https://leads.example.com");
    expect(prod.Outputs.OriginUrl).toBeUndefined();
  });
});

describe("with a key of the stack's own", () => {
  const own = templateOf({ context: everySetting });
  const key = "OwnKey.Arn";

  it("everything that lies at rest is encrypted with it", () => {
    const { SSESpecification } = resourceOf(own, "AWS::DynamoDB::Table", "LeadTable").Properties;
    expect(SSESpecification.SSEType).toBe("KMS");
    const keys = [
      SSESpecification.KMSMasterKeyId,
      ...resourcesOf(own, "AWS::SecretsManager::Secret").map(({ Properties }) => Properties.KmsKeyId),
      ...resourcesOf(own, "AWS::Logs::LogGroup").map(({ Properties }) => Properties.KmsKeyId),
      ...resourcesOf(own, "AWS::SQS::Queue").map(({ Properties }) => Properties.KmsMasterKeyId),
      ...resourcesOf(own, "AWS::SNS::Topic").map(({ Properties }) => Properties.KmsMasterKeyId),
    ];
    expect(keys.map(textOf)).toEqual(Array(1 + 7 + 6 + 2 + 1).fill(key));
    expect(resourcesOf(own, "AWS::KMS::Key")).toHaveLength(1);
  });

  it("alarms may be told through it", () => {
    const { KeyPolicy } = resourceOf(own, "AWS::KMS::Key", "OwnKey").Properties;
    expect(KeyPolicy.Statement).toContainEqual(
      expect.objectContaining({
        Effect: "Allow",
        Principal: { Service: "cloudwatch.amazonaws.com" },
        Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
      }),
    );
  });

  it("it is renewed every year, and kept as long as what it opens", () => {
    const { Properties, DeletionPolicy } = resourceOf(own, "AWS::KMS::Key", "OwnKey");
    expect(Properties.EnableKeyRotation).toBe(true);
    expect(DeletionPolicy).toBe("RetainExceptOnCreate");
  });

  const { Statement } = resourceOf(own, "AWS::KMS::Key", "OwnKey").Properties.KeyPolicy;
  const grantedThrough = (service: string) =>
    Statement.filter(({ Condition }: { Condition?: { StringEquals?: Record<string, unknown> } }) =>
      textOf(Condition?.StringEquals?.["kms:ViaService"] ?? "").startsWith(`${service}.`),
    ).flatMap(({ Principal, Action }: { Principal: { AWS?: unknown }; Action: unknown }) =>
      [Principal.AWS].flat().map((role) => ({ role: textOf(role), actions: [Action].flat() })),
    );
  const rolesOf = (service: string) =>
    grantedThrough(service)
      .map(({ role }: { role: string }) => role)
      .filter((role: string) => role.endsWith("FunctionRole.Arn"))
      .sort();
  const roles = ["AcceptLead", "DialLead", "HearCall", "Reconcile", "ReportCall"].map(
    (step) => `${step}FunctionRole.Arn`,
  );

  it("the functions may use it through the services that they use, by the key's own policy", () => {
    expect(rolesOf("dynamodb")).toEqual(roles);
    expect(rolesOf("secretsmanager")).toEqual(roles);
    expect(rolesOf("sns")).toEqual(["ReconcileFunctionRole.Arn"]);
    expect(rolesOf("sqs")).toEqual(["DialLeadFunctionRole.Arn", "ReportCallFunctionRole.Arn"]);
    expect(JSON.stringify(resourcesOf(own, "AWS::IAM::Policy").map(({ Properties }) => Properties))).not.toContain(
      "kms:",
    );
  });

  it("they may before anything is encrypted with it: it waits for their roles, and these for nothing", () => {
    const needs = (name: string): Set<string> => {
      const found = new Set<string>();
      const look = (value: unknown): void => {
        if (typeof value !== "object" || value === null) return;
        for (const [key, part] of Object.entries(value)) {
          if (key === "Ref") found.add(String(part));
          else if (key === "Fn::GetAtt") found.add(String((part as string[])[0]));
          else if (key === "DependsOn") for (const each of [part].flat()) found.add(String(each));
          else look(part);
        }
      };
      look(own.Resources[name]);
      return new Set([...found].filter((each) => each in own.Resources));
    };
    const idOf = (type: string) => Object.keys(own.Resources).filter((id) => own.Resources[id]?.Type === type);
    const [key = ""] = idOf("AWS::KMS::Key");
    expect([...needs(key)].map((id) => own.Resources[id]?.Type)).toEqual(Array(5).fill("AWS::IAM::Role"));
    for (const role of needs(key)) expect(needs(role)).toEqual(new Set());
    for (const id of [...idOf("AWS::DynamoDB::Table"), ...idOf("AWS::SecretsManager::Secret")])
      expect(needs(id)).toContain(key);
  });
});

describe("with a table that was restored", () => {
  const restoredTable = {
    name: "restored-1",
    streamArn: "arn:aws:dynamodb:us-east-1:123456789012:table/restored-1/stream/2026-06-15T12:00:00.000",
  };
  const restored = templateOf({ context: { restoredTable } });

  it("the functions work on it and are woken by it, and the former one is left alone", () => {
    expect(resourcesOf(restored, "AWS::DynamoDB::Table")).toEqual([]);
    expect(resourceOf(prod, "AWS::DynamoDB::Table", "LeadTable").DeletionPolicy).toBe("Retain");
    for (const { Properties } of resourcesOf(restored, "AWS::Lambda::Function"))
      expect(Properties.Environment.Variables.TABLE_NAME).toBe("restored-1");
    for (const { Properties } of resourcesOf(restored, "AWS::Lambda::EventSourceMapping"))
      expect(Properties.EventSourceArn).toBe(restoredTable.streamArn);
    expect(restored.Outputs.TableName?.Value).toBe("restored-1");
    const policies = JSON.stringify(resourcesOf(restored, "AWS::IAM::Policy"));
    expect(policies).toContain(":table/restored-1");
    expect(policies).not.toContain("LeadTable");
  });

  it("it is the one whose stream is named", () => {
    expect(() => templateOf({ context: { restoredTable: { ...restoredTable, name: "restored-2" } } })).toThrow(
      "the stream is another table's; copy the line that `bridge restored` printed",
    );
  });
});

describe("the functions", () => {
  const memoryOf = (name: string) => resourceOf(prod, "AWS::Lambda::Function", `${name}Function`).Properties.MemorySize;

  it("have more memory where somebody waits for their answer than where they wait themselves", () => {
    expect(["AcceptLead", "HearCall"].map(memoryOf)).toEqual([1024, 1024]);
    expect(["DialLead", "Reconcile"].map(memoryOf)).toEqual([512, 512]);
  });

  it("have least where they wait and nobody waits for them", () => {
    expect(memoryOf("ReportCall")).toBe(256);
  });
});

describe("reserved concurrency", () => {
  const reserved = (template: Template) =>
    resourcesOf(template, "AWS::Lambda::Function").map(({ Properties }) => Properties.ReservedConcurrentExecutions);

  it("is set only where the stage asks for it, as many an account has nothing to reserve", () => {
    expect(reserved(prod)).toEqual(Array(5).fill(undefined));
    expect(reserved(templateOf({ context: everySetting }))).toEqual(Array(5).fill(5));
  });
});

describe("the outputs", () => {
  it("say which stage and which configuration were deployed", () => {
    const changed = defineConfig({ ...oneAccount, accounts: { main: { timeZone: "Europe/Berlin" } } });
    const [first, again, other] = [oneAccount, structuredClone(oneAccount), changed].map(
      (config) => templateOf({}, config).Outputs.ConfigFingerprint?.Value,
    );
    expect(dev.Outputs.Stage?.Value).toBe("dev");
    expect(first).toMatch(/^[0-9a-f]{12}$/);
    expect(again).toBe(first);
    expect(other).not.toBe(first);
    const turned = Object.fromEntries(Object.entries(oneAccount).reverse()) as typeof oneAccount;
    expect(configFingerprint(turned, "prod")).toBe(first);
  });

  it("say what of the stage is not as usual, and tell a configuration that says something else of it", () => {
    const said = { alarmEmail: "robin@example.com", reservedConcurrency: 5 };
    const [own, others] = ["prod", "dev"].map((stage) =>
      templateOf({}, defineConfig({ ...oneAccount, stages: { [stage]: said } })),
    );
    expect(JSON.parse(textOf(own?.Outputs.Settings?.Value))).toEqual(said);
    expect(others?.Outputs.Settings?.Value).toBe("{}");
    const printOf = (template = prod) => template.Outputs.ConfigFingerprint?.Value;
    expect(printOf(own)).not.toBe(printOf());
    expect(printOf(others)).toBe(printOf());
    expect(resourcesOf(own as Template, "AWS::SNS::Subscription")).toHaveLength(1);
  });

  it("say where each source posts, without the key", () => {
    expect(textOf(prod.Outputs.ApiUrl?.Value)).toBe("FrontDoorApi.ApiEndpoint");
    expect(textOf(prod.Outputs.SourceWebsiteUrl?.Value)).toBe("FrontDoorApi.ApiEndpoint/leads/website");
    expect(textOf(prod.Outputs.SourceHubspotAcmeUrl?.Value)).toBe("FrontDoorApi.ApiEndpoint/leads/hubspot-acme");
  });

  it("name the table and the secrets", () => {
    const names = [
      "TableName",
      "SourceKeysSecret",
      "CallbackTokensSecret",
      "CallinglyTokensSecret",
      "CrmCredentialsSecret",
    ];
    expect(names.map((name) => textOf(prod.Outputs[name]?.Value))).toEqual([
      "LeadTable",
      "SecretsSourceKeys",
      "SecretsCallbackTokens",
      "SecretsCallinglyTokens",
      "SecretsCrmCredentials",
    ]);
  });
});
