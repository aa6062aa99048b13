import { Problem } from "../../lib/program/problem.ts";

/**
 * Explains a refusal by AWS to the operator: which right is missing, whose credentials ran out, what to do next.
 * AWS's errors carry `$metadata`; those of the SDK's search for credentials and a region do not.
 */

interface AwsError extends Error {
  readonly $metadata?: { readonly httpStatusCode?: number | undefined };
  readonly code?: string;
}

/** @returns undefined for what is no failure of AWS, its credentials or the way there: a bug stays one */
export function awsProblem(error: unknown): Problem | undefined {
  if (!(error instanceof Error)) return undefined;
  const about = error as AwsError;
  const words = credentialWords(about) ?? (about.$metadata === undefined ? wayWords(about) : answerWords(about));
  return words === undefined ? undefined : new Problem(words);
}

/** Nobody was found who asks, or who asks is known no more. */
function credentialWords({ name, message }: AwsError): string | undefined {
  if (/multi-factor|MFA/.test(message)) {
    return 'Your AWS profile asks for a code of your device, and this command cannot ask you for it. Get credentials that last: eval "$(aws configure export-credentials --format env)", then run the command again.';
  }
  if (
    /^(ExpiredToken|ExpiredTokenException|RequestExpired)$/.test(name) ||
    /SSO session.*(expired|invalid)/i.test(message)
  ) {
    return "Your AWS credentials have run out. Sign in again (aws sso login, or however you get them), then run the command again: what it had begun goes on from there.";
  }
  if (/^(CredentialsProviderError|TokenProviderError)$/.test(name) || /Could not load credentials/.test(message)) {
    return "There are no AWS credentials. Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; for the bridge that `npm start` runs, add --local.";
  }
  if (
    /^(UnrecognizedClientException|InvalidClientTokenId|InvalidSignatureException|SignatureDoesNotMatch)$/.test(name)
  ) {
    return "AWS does not know your credentials. Look at AWS_PROFILE or at the keys in your environment.";
  }
  if (/Region is missing/.test(message)) {
    return "The AWS region is not known. Set AWS_REGION to the one that the bridge is deployed in; for the bridge that `npm start` runs, add --local.";
  }
  return undefined;
}

const unreachable = new Set(["ENOTFOUND", "ECONNREFUSED", "ECONNRESET", "EAI_AGAIN", "ETIMEDOUT", "ENETUNREACH"]);

/** Nothing came back. */
const wayWords = ({ name, code = "" }: AwsError): string | undefined =>
  unreachable.has(code) || name === "TimeoutError"
    ? `There is no answer (${code || name}). Look at your connection and at AWS_REGION; for --local, at whether \`npm start\` runs.`
    : undefined;

function answerWords({ name, message }: AwsError): string {
  const [, action] = /not authorized to perform:?\s+([a-z0-9-]+:\w+)/i.exec(message) ?? [];
  const [, on] = / on resource:? (?:arn:[^:\s]*:[^:\s]*:[^:\s]*:[^:\s]*:)?(\S+)/.exec(message) ?? [];
  if (action !== undefined) {
    return `Your AWS credentials may not ${action}${on ? ` on ${on}` : ""}. Add that right to them; docs/operating.md lists what each command needs.`;
  }
  if (/AccessDenied|NotAuthorized|Forbidden/.test(name)) {
    return `Your AWS credentials are not let in (${name}). docs/operating.md lists the rights that each command needs.`;
  }
  if (/Throttl|TooManyRequests|LimitExceeded|ThroughputExceeded/.test(name)) {
    return `AWS asks to slow down (${name}). Run the command again in a minute: what was done stays done.`;
  }
  const [, index] = /(?:specified index|secondary index):? (\S+)/.exec(message) ?? [];
  if (index !== undefined) {
    return `The table has no index ${index}, or AWS is still filling it. Deploy this version, npx cdk deploy, and wait some minutes; docs/upgrade.md says more.`;
  }
  if (/NotFound/.test(name)) {
    return `Something of the stage is not there any more (${name}). \`bridge doctor\` says what, and how to bring it back.`;
  }
  return `AWS could not do it (${name}). Run the command again in a minute; if it stays, \`bridge doctor\` says more.`;
}
