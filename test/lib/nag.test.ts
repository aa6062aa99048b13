import { type App, type IPolicyValidationPlugin, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { describe, expect, it } from "vitest";
import { everySetting, templateOf } from "./template.ts";

/** The pack as it is, and what it would find if nothing had been acknowledged. */
class Unforgiving extends AwsSolutionsChecks {
  constructor(scope: App) {
    super(scope);
    Object.assign(this, { isAcknowledged: () => false });
  }
}

interface Finding {
  readonly rule: string;
  readonly path: string;
}

/** What a pack says of the stack, and each exception that the stack claims, with the construct it is claimed for. */
function look(pack: (app: App) => AwsSolutionsChecks, context: Readonly<Record<string, string>>) {
  let app: App | undefined;
  const remember = (made: App): IPolicyValidationPlugin[] => {
    app = made;
    return [];
  };
  templateOf({ context, plugins: remember });
  if (!app) throw new Error("No app was synthesised");
  const findings = pack(app)
    .validateScope(app)
    .violations.flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(({ constructPath }): Finding => ({ rule: ruleName, path: constructPath ?? "" })),
    );
  const acknowledged = app.node.findAll().flatMap(({ node }) =>
    node.metadata
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) => Object.entries(data as Record<string, string>))
      .map(([id, reason]) => ({ rule: id.replace(/^annotation::/i, ""), path: node.path, reason })),
  );
  return { findings, acknowledged };
}

const settings = { "the plain stage": {}, "every setting": everySetting };

describe.each(Object.entries(settings))("the AwsSolutions rules, with %s", (_, context) => {
  it("find nothing that is not acknowledged where it stands", () => {
    expect(look((app) => new AwsSolutionsChecks(app), context).findings).toEqual([]);
  });

  it("would find something at every place where an exception is claimed", () => {
    const { findings, acknowledged } = look((app) => new Unforgiving(app), context);
    const needless = acknowledged.filter(
      ({ rule, path }) => !findings.some((found) => found.rule === rule && found.path.startsWith(`${path}/`)),
    );
    expect(needless).toEqual([]);
    const always = ["AwsSolutions-SMG4", "AwsSolutions-APIG4", "AwsSolutions-SQS3"];
    expect(new Set(acknowledged.map(({ rule }) => rule))).toEqual(
      new Set([...always, ...(context === everySetting ? ["AwsSolutions-IAM5[Resource::*]"] : [])]),
    );
    for (const { reason } of acknowledged) expect(reason.length).toBeGreaterThan(20);
  });
});

it("stop a synthesis that they are added to, when there is a finding", () => {
  const plugins = (app: App) => [new Unforgiving(app)];
  expect(() => templateOf({ plugins })).toThrow("AwsSolutions-SMG4");
});
