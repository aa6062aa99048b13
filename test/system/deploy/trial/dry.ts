import { stackName } from "../cdk.ts";
import type { Account, Identity } from "./account.ts";
import { exampleOf, rights } from "./rights.ts";

/** `npm run test:aws -- --dry`: whether a run would come to its end, without changing anything in the account. */

/** `unknown`: it could not be looked at, which is no reason not to run. */
export interface Look {
  readonly name: string;
  readonly verdict: "ok" | "wrong" | "unknown";
  readonly found: string;
  /** What to do about it. */
  readonly remedy?: string;
}

/** The version of the bootstrap that the CDK's own way of deploying wants. */
export const LEAST_BOOTSTRAP = 6;
/** The checks send up to three hundred requests at once, and the schedules run three functions beside them. */
export const ENOUGH_RUNS = 100;
/** The five functions with what they are made of, twice, as a change is deployed. */
const CODE_BYTES = 20_000_000;

/** As it is printed. */
export const lineOf = ({ name, verdict, found, remedy }: Look): string =>
  `${words[verdict]} ${name}: ${found}.${remedy === undefined ? "" : `\n      ${remedy}`}`;

const words = { ok: "ok   ", wrong: "WRONG", unknown: "?    " } as const;

/** Each by itself, so that one that is wrong hides no other. */
export async function lookAround(account: Account, tell: (look: Look) => void): Promise<readonly Look[]> {
  const looks: Look[] = [];
  const add = (look: Look) => {
    looks.push(look);
    tell(look);
  };
  const identity = await account.identity().catch((error: Error) => {
    const remedy = "Set credentials and AWS_REGION, or AWS_PROFILE.";
    add({ name: "AWS lets you in", verdict: "wrong", found: wordsOf(error), remedy });
  });
  // Of nobody, nothing else can be asked.
  if (!identity) return looks;
  const { account: id, region, arn } = identity;
  add({ name: "AWS lets you in", verdict: "ok", found: `account ${id}, region ${region}, as ${arn}` });
  for (const each of [bootstrap, deployRoles, nothingThere, enoughRuns, roomForCode, allRights])
    for (const look of await each(account, identity)) add(look);
  return looks;
}

type Looking = (account: Account, identity: Identity) => Promise<readonly Look[]>;

const bootstrap: Looking = async (account, { account: id, region }) => {
  const name = "the region is bootstrapped for the CDK";
  const remedy = `npx cdk bootstrap aws://${id}/${region}`;
  return looked(name, async () => {
    const version = await account.bootstrapVersion();
    if (version === undefined) return { verdict: "wrong", found: "there is no stack CDKToolkit", remedy };
    return version < LEAST_BOOTSTRAP
      ? { verdict: "wrong", found: `version ${version}, and ${LEAST_BOOTSTRAP} is wanted`, remedy }
      : { verdict: "ok", found: `version ${version}` };
  });
};

/** The roles by which the CDK puts files into its bucket and has the stack made. */
export const cdkRoles = ["deploy-role", "file-publishing-role", "lookup-role"] as const;

const deployRoles: Looking = async (account, { account: id, region }) => {
  const looks = cdkRoles.map((role) =>
    looked(
      `the CDK's ${role} can be taken`,
      async () => {
        await account.assume(`arn:aws:iam::${id}:role/cdk-hnb659fds-${role}-${id}-${region}`);
        return { verdict: "ok", found: "it was taken and left" };
      },
      `Your credentials need sts:AssumeRole for it, as in test/system/deploy/trial/rights.json; and it has to be there: npx cdk bootstrap aws://${id}/${region}`,
    ),
  );
  return (await Promise.all(looks)).flat();
};

const nothingThere: Looking = (account) =>
  looked(`no stack ${stackName} is there`, async () =>
    (await account.stackExists(stackName))
      ? {
          verdict: "wrong",
          found: "it might be somebody's, so nothing would be deployed",
          remedy: "Destroy it first (npx cdk destroy -c stage=dev), or choose another region.",
        }
      : { verdict: "ok", found: "nothing of somebody else's would be touched" },
  );

const enoughRuns: Looking = (account) =>
  looked("enough functions may run at a time", async () => {
    const { concurrency } = await account.limits();
    return concurrency >= ENOUGH_RUNS
      ? { verdict: "ok", found: `${concurrency}` }
      : {
          verdict: "wrong",
          found: `${concurrency}, and the checks send hundreds of requests at once: Lambda would turn some away`,
          remedy: `Ask AWS for ${ENOUGH_RUNS} or more (Service Quotas → AWS Lambda → Concurrent executions), or run with --few-runs and mistrust each 5xx.`,
        };
  });

const roomForCode: Looking = (account) =>
  looked("there is room for the functions' code", async () => {
    const { codeBytes, codeBytesUsed } = await account.limits();
    const left = `${Math.floor((codeBytes - codeBytesUsed) / 1e6)} of ${Math.floor(codeBytes / 1e6)} MB are free`;
    return codeBytes - codeBytesUsed >= CODE_BYTES
      ? { verdict: "ok", found: left }
      : { verdict: "wrong", found: left, remedy: "Delete old versions of functions, or ask AWS for more." };
  });

const allRights: Looking = async (account, identity) => {
  const principal = principalOf(identity.arn);
  const name = "your rights for the checks";
  if (/:root$/.test(identity.arn))
    return [{ name, verdict: "ok", found: "the root user may do everything; rather use a role made for trials" }];
  if (principal === undefined)
    return [{ name, verdict: "unknown", found: `not checked, as IAM tells nothing about ${identity.arn}` }];
  const looks = rights
    .filter(({ Action }) => !Action.includes("sts:AssumeRole"))
    .map(({ Sid, Action, Resource }) =>
      looked(
        `your rights: ${wordsOfSid(Sid)}`,
        async () => {
          const asked = await Promise.all(
            Resource.map((each) =>
              account.decisions(principal, Action, exampleOf(each, identity.account, identity.region)),
            ),
          );
          const denied = Action.filter((action) => asked.some((decisions) => decisions.get(action) !== "allowed"));
          return denied.length === 0
            ? { verdict: "ok", found: Action.join(", ") }
            : {
                verdict: "wrong",
                found: `not allowed: ${denied.join(", ")}`,
                remedy: "Give your credentials the policy test/system/deploy/trial/rights.json.",
              };
        },
        undefined,
        `not checked, as IAM does not answer (it takes iam:SimulatePrincipalPolicy): ${Action.join(", ")}`,
      ),
    );
  return (await Promise.all(looks)).flat();
};

/** IAM is asked about users and roles, and a session is a role's. The root user may do everything. */
export function principalOf(arn: string): string | undefined {
  const [, account, role] = /^arn:aws[\w-]*:sts::(\d+):assumed-role\/([^/]+)\//.exec(arn) ?? [];
  if (role !== undefined) return `arn:aws:iam::${account}:role/${role}`;
  return /:user\//.test(arn) ? arn : undefined;
}

/** `ReadsTheAccessLog` as people read it. */
const wordsOfSid = (sid: string): string =>
  sid.replace(/(?<!^)([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`).replace(/^./, (letter) => letter.toLowerCase());

/**
 * @param remedy where it cannot even be looked at, and that is wrong
 * @param unknown said instead where AWS does not let us ask
 */
async function looked(
  name: string,
  look: () => Promise<Omit<Look, "name">>,
  remedy?: string,
  unknown?: string,
): Promise<readonly Look[]> {
  try {
    return [{ name, ...(await look()) }];
  } catch (error) {
    if (remedy !== undefined) return [{ name, verdict: "wrong", found: wordsOf(error), remedy }];
    return [{ name, verdict: "unknown", found: unknown ?? `it cannot be looked at: ${wordsOf(error)}` }];
  }
}

const wordsOf = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message.split("\n")[0]}` : String(error);
