import type { DeploymentSettings } from "../../lambda/config/stage-settings.ts";

/** The description of a stage that a command needs: its table, its secrets, and the services it calls. */
export interface StageDescription {
  readonly name: string;
  /** The stack in AWS. Undefined where there is none. */
  readonly stack?: StackDescription | undefined;
  /** For people: in which AWS account and region, or that it is this machine. */
  readonly place: string;
  /** The bridge's public address, without a trailing slash. */
  readonly url: string;
  readonly tableName: string;
  readonly secrets: SecretArns;
  /** ARN of the secret by which forgotten people are known again. Undefined: a stack of a version that had none. */
  readonly suppressionKey?: string | undefined;
  /** Another server that speaks Callingly's API, without the `/v1`. Undefined: Callingly itself. */
  readonly callinglyBaseUrl?: string | undefined;
  /** Where Callingly reports to, without a trailing slash. Undefined: nowhere, so that results are asked for. */
  readonly callbackUrl?: string | undefined;
  /** The deployed stage, and the fingerprint of its configuration. Undefined where it is not known. */
  readonly deployed?:
    | {
        readonly stage: string;
        readonly configFingerprint: string;
        readonly accounts?: readonly string[] | undefined;
        /** Undefined where it does not say them: a deployed bridge does not. */
        readonly sources?: readonly string[] | undefined;
        /** Undefined for a stack of a version that did not write it yet. */
        readonly version?: string | undefined;
      }
    | undefined;
  /** The topic that alarms are sent to. Undefined where there are none. */
  readonly alarmTopicArn?: string | undefined;
  /** Where the name of a domain of one's own has to lead. */
  readonly dnsTarget?: string | undefined;
  /** Where what stands before the door has to lead. Undefined where nothing stands there. */
  readonly originUrl?: string | undefined;
  /** The settings of the deployment. Undefined where they are not known. */
  readonly settings?: DeploymentSettings | undefined;
  /** Nobody is called: Callingly is the stand-in of `npm start`. */
  readonly standIn: boolean;
  /** Dials go to the stand-in or to another server of this machine. Undefined where it is a deployed bridge. */
  readonly dialsStayHere?: boolean | undefined;
  /** By the CRM's name: where results go instead of to the CRM itself. */
  readonly crmBaseUrls: Readonly<Record<string, string>>;
  /** Answers instead of the vendors of captchas. Undefined: themselves. */
  readonly captchaBaseUrl?: string | undefined;
  /** Where AWS is, when it is not AWS. */
  readonly endpoints?:
    | { readonly dynamo: string; readonly secretsManager: string; readonly sessionToken: string }
    | undefined;
}

export interface StackDescription {
  readonly name: string;
  /** What the names of the bridge's resources and outputs begin with there: nothing where it has the stack to itself. */
  readonly prefix: string;
  /**
   * Settings of the stage that stand in the code of somebody's own app. Undefined where this project's stack is deployed,
   * which knows the configuration's alone.
   */
  readonly settingsInCode?: readonly string[] | undefined;
}

/** The stack's secrets, each with one purpose; in kebab case on the command line. */
export const secretPurposes = [
  "source-keys",
  "callback-tokens",
  "callingly-tokens",
  "crm-credentials",
  "source-credentials",
  "origin-header",
] as const;
export type SecretPurpose = (typeof secretPurposes)[number];

/** Those that a stage has. */
export const purposesOf = ({ originUrl }: Pick<StageDescription, "originUrl">): readonly SecretPurpose[] =>
  secretPurposes.filter((purpose) => purpose !== "origin-header" || originUrl !== undefined);

/** By purpose; not every stage has something stand before its door. */
export type SecretArns = Readonly<Record<Exclude<SecretPurpose, "origin-header">, string>> & {
  readonly "origin-header"?: string | undefined;
};
