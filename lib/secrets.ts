import { RemovalPolicy, SecretValue, Validations } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Secret, type SecretProps } from "aws-cdk-lib/aws-secretsmanager";
import { Construct } from "constructs";
import { EnvName } from "../lambda/runtime/env-names.ts";
import type { BridgeFunction } from "./bridge-function.ts";
import type { EncryptionKey } from "./encryption-key.ts";
import type { StageSettings } from "./stage.ts";

export interface SecretsProps {
  /** Whether the secrets outlive their stack. */
  readonly keepsData: boolean;
  readonly key: EncryptionKey | undefined;
  /** @default Callingly */
  readonly callinglyBaseUrl?: string | undefined;
  /** @default the CRMs themselves */
  readonly crmBaseUrls?: Readonly<Record<string, string>> | undefined;
  /** @default nothing stands before the door */
  readonly originHeader?: StageSettings["originHeader"];
}

/** A seed from which keys are derived, so that no operator has to make one up. */
const seeded = {
  generateSecretString: {
    secretStringTemplate: "{}",
    generateStringKey: "seed",
    passwordLength: 40,
    excludePunctuation: true,
  },
} satisfies SecretProps;

/**
 * To be filled in by hand. It must never depend on the configuration: CloudFormation writes a changed initial value
 * over the tokens that an operator has entered since.
 */
const empty = { secretStringValue: SecretValue.unsafePlainText("{}") } satisfies SecretProps;

/** The secrets of a bridge by their purpose. */
export interface BridgeSecrets {
  /** Opens the bridge's sources: a seed, and what vendors gave. */
  readonly sourceKeys: Secret;
  /** Opens the bridge to Callingly's webhooks: a seed. */
  readonly callbackTokens: Secret;
  /** Callingly's API tokens, by account. */
  readonly callinglyTokens: Secret;
  /** Credentials by CRM. */
  readonly crmCredentials: Secret;
  /** Opens platforms that leads are fetched from, by source. */
  readonly sourceCredentials: Secret;
  /** Hides who is not to be called: a seed, never to be changed. */
  readonly suppressionKey: Secret;
  /** Said by what stands before the door. Absent where nothing does. */
  readonly originHeader?: Secret | undefined;
}

/** The secrets, one per purpose, so that each function reads only what its step needs. */
export class Secrets extends Construct {
  private readonly sourceKeys: Secret;
  private readonly callbackTokens: Secret;
  private readonly callinglyTokens: Secret;
  private readonly crmCredentials: Secret;
  private readonly sourceCredentials: Secret;
  private readonly suppressionKey: Secret;
  private readonly origin: { readonly secret: Secret; readonly mode: "announced" | "required" } | undefined;
  private readonly callinglyBaseUrl: string | undefined;
  private readonly crmBaseUrls: Readonly<Record<string, string>> | undefined;
  private readonly key: EncryptionKey | undefined;

  constructor(scope: Construct, id: string, props: SecretsProps) {
    super(scope, id);
    const { keepsData, key, callinglyBaseUrl, crmBaseUrls, originHeader } = props;
    this.key = key;
    // A first deployment that fails takes them back, so that each attempt does not leave six of them behind.
    const removalPolicy = keepsData ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY;
    const secret = (name: string, description: string, value: SecretProps): Secret =>
      new Secret(this, name, { description, removalPolicy, ...(key && { encryptionKey: key.key }), ...value });

    this.sourceKeys = secret("SourceKeys", "Opens the bridge's sources: a seed, and what vendors gave", seeded);
    this.callbackTokens = secret("CallbackTokens", "Opens the bridge to Callingly's webhooks: a seed", seeded);
    this.callinglyTokens = secret("CallinglyTokens", 'Callingly API tokens by account: {"main": "..."}', empty);
    this.crmCredentials = secret("CrmCredentials", 'Credentials by CRM: {"sales": {"token": "..."}}', empty);
    this.sourceCredentials = secret(
      "SourceCredentials",
      'Opens platforms that leads are fetched from, by source: {"meta": {"token": "..."}}',
      empty,
    );
    this.suppressionKey = secret(
      "SuppressionKey",
      "Hides who is not to be called: a seed, never to be changed",
      seeded,
    );
    this.origin = originHeader && {
      secret: secret("OriginHeader", "Said by what stands before the door, with each request", seeded),
      mode: originHeader,
    };
    this.callinglyBaseUrl = callinglyBaseUrl;
    this.crmBaseUrls = crmBaseUrls;
    Validations.of(this).acknowledge({
      id: "AwsSolutions-SMG4",
      reason:
        "Vendors issue these tokens and have no API to rotate them; a new seed changes every address and is the owner's to time. Several values are valid at a time, so people rotate without a gap.",
    });
  }

  get byPurpose(): BridgeSecrets {
    return {
      sourceKeys: this.sourceKeys,
      callbackTokens: this.callbackTokens,
      callinglyTokens: this.callinglyTokens,
      crmCredentials: this.crmCredentials,
      sourceCredentials: this.sourceCredentials,
      suppressionKey: this.suppressionKey,
      originHeader: this.origin?.secret,
    };
  }

  /** ARNs by output name, for the operator. */
  get arns(): Readonly<Record<string, string>> {
    return {
      SourceKeysSecret: this.sourceKeys.secretArn,
      CallbackTokensSecret: this.callbackTokens.secretArn,
      CallinglyTokensSecret: this.callinglyTokens.secretArn,
      CrmCredentialsSecret: this.crmCredentials.secretArn,
      SourceCredentialsSecret: this.sourceCredentials.secretArn,
      SuppressionKeySecret: this.suppressionKey.secretArn,
      ...(this.origin && { OriginHeaderSecret: this.origin.secret.secretArn }),
    };
  }

  /** Lets a function check the sender of a lead. */
  grantSourceKeys(fn: BridgeFunction): void {
    this.grantRead(fn, this.sourceKeys, EnvName.sourceKeysSecret);
  }

  /** Lets a function see whether a request came through the proxy before the door, if there is one. */
  grantOriginHeader(fn: BridgeFunction): void {
    if (!this.origin) return;
    this.grantRead(fn, this.origin.secret, EnvName.originHeaderSecret);
    fn.addEnvironment(EnvName.originHeader, this.origin.mode);
  }

  /** Lets a function make, or check, the addresses that Callingly reports to. */
  grantCallbackTokens(fn: BridgeFunction): void {
    this.grantRead(fn, this.callbackTokens, EnvName.callbackTokensSecret);
  }

  /** Lets a function call Callingly: the tokens, and the server's address if it is not Callingly's own. */
  grantCallingly(fn: BridgeFunction): void {
    this.grantRead(fn, this.callinglyTokens, EnvName.callinglyTokensSecret);
    if (this.callinglyBaseUrl !== undefined) fn.addEnvironment(EnvName.callinglyBaseUrl, this.callinglyBaseUrl);
  }

  /** Lets a function write to the CRMs: their credentials, and other servers' addresses if it is not the CRMs' own. */
  grantCrms(fn: BridgeFunction): void {
    this.grantRead(fn, this.crmCredentials, EnvName.crmCredentialsSecret);
    if (this.crmBaseUrls !== undefined) fn.addEnvironment(EnvName.crmBaseUrls, JSON.stringify(this.crmBaseUrls));
  }

  /** Lets a function look at the list of those who are not called, or add to it. */
  grantSuppressionKey(fn: BridgeFunction): void {
    this.grantRead(fn, this.suppressionKey, EnvName.suppressionKeySecret);
  }

  /** Lets a function fetch leads from the platforms that reported them. */
  grantSourceCredentials(fn: BridgeFunction): void {
    this.grantRead(fn, this.sourceCredentials, EnvName.sourceCredentialsSecret);
  }

  private grantRead(fn: BridgeFunction, { secretArn }: Secret, variable: string): void {
    fn.addEnvironment(variable, secretArn);
    fn.addToRolePolicy(new PolicyStatement({ actions: ["secretsmanager:GetSecretValue"], resources: [secretArn] }));
    this.key?.grantSecrets(fn);
  }
}
