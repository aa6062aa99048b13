import { ArnFormat, RemovalPolicy, Stack } from "aws-cdk-lib";
import { ArnPrincipal, PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Key } from "aws-cdk-lib/aws-kms";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";

/** A key of this stack for data at rest. Losing it loses leads and tokens, so it is kept or deleted with them. */
export class EncryptionKey extends Construct {
  readonly key: Key;
  /** The rights of each service in the functions' names; one statement for each, which names their roles. */
  private readonly grants = new Map<string, { readonly statement: PolicyStatement; readonly roles: Set<string> }>();

  constructor(scope: Construct, id: string, { keepsData }: { readonly keepsData: boolean }) {
    super(scope, id);
    this.key = new Key(this, "Key", {
      description: `Leads, secrets and logs of ${Stack.of(this).stackName}`,
      enableKeyRotation: true,
      removalPolicy: keepsData ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY,
    });
    this.admitLogs();
  }

  /** Lets a function use a table that the key encrypts. */
  grantTable(fn: IFunction): void {
    this.grant(fn, "dynamodb", tableActions);
  }

  /** Lets a function read secrets that the key encrypts. */
  grantSecrets(fn: IFunction): void {
    this.grant(fn, "secretsmanager", ["kms:Decrypt"]);
  }

  /** Lets a function, or Lambda in its name, put messages into queues that the key encrypts. */
  grantQueues(fn: IFunction): void {
    this.grant(fn, "sqs", ["kms:Decrypt", "kms:GenerateDataKey"]);
  }

  /** Lets a function publish to a topic that the key encrypts. */
  grantTopic(fn: IFunction): void {
    this.grant(fn, "sns", ["kms:Decrypt", "kms:GenerateDataKey"]);
  }

  /**
   * Only where the service asks for it in the function's name, never by itself. The right stands in the key's policy and
   * not in the role's: so the key waits for the roles, and what it encrypts waits for the key. In a role's policy, which
   * names the table and the secrets, it would come after these are encrypted with a key that no role may use yet.
   */
  private grant(fn: IFunction, service: string, actions: readonly string[]): void {
    const grant = this.grants.get(service) ?? this.addGrant(service, actions);
    const role = fn.role?.roleArn;
    if (role === undefined || grant.roles.has(role)) return;
    grant.roles.add(role);
    grant.statement.addPrincipals(new ArnPrincipal(role));
  }

  private addGrant(service: string, actions: readonly string[]) {
    const statement = new PolicyStatement({
      actions: [...actions],
      resources: ["*"],
      conditions: { StringEquals: { "kms:ViaService": `${service}.${Stack.of(this).region}.amazonaws.com` } },
    });
    this.key.addToResourcePolicy(statement);
    const grant = { statement, roles: new Set<string>() };
    this.grants.set(service, grant);
    return grant;
  }

  /** CloudWatch Logs writes by itself, for the log groups of this account. */
  private admitLogs(): void {
    const stack = Stack.of(this);
    this.key.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal(`logs.${stack.region}.amazonaws.com`)],
        actions: ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
        resources: ["*"],
        conditions: {
          ArnLike: {
            "kms:EncryptionContext:aws:logs:arn": stack.formatArn({
              service: "logs",
              resource: "log-group",
              resourceName: "*",
              arnFormat: ArnFormat.COLON_RESOURCE_NAME,
            }),
          },
        },
      }),
    );
  }
}

/**
 * The rights that DynamoDB needs on behalf of a table's users:
 * amazondynamodb/latest/developerguide/encryption.usagenotes.html
 */
const tableActions = [
  "kms:Encrypt",
  "kms:Decrypt",
  "kms:ReEncryptFrom",
  "kms:ReEncryptTo",
  "kms:GenerateDataKey",
  "kms:GenerateDataKeyWithoutPlaintext",
  "kms:DescribeKey",
];
