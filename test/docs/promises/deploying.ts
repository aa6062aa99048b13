import type { Sentences } from "./sentences.ts";

/** What docs/deploying.md promises. What a run in an emulator or an account checks is a step there, by its name. */
export const deploying: Sentences = {
  "a new app is made of these files in an empty folder, and `npm start` there calls a first lead": [
    "system/deploy/emulated: npm create and npm install, of what was packed",
    "system/deploy/emulated: the package holds what is needed, and no more",
    "system/deploy/emulated: npm start, until the first lead is called",
    "system/deploy/emulated: an app of one's own imports the construct, with its types",
  ],
  "Its checks have tests with an account that is played": [
    "system/deploy/checks/checks: is as the steps need it",
    "system/deploy/checks/checks: is settled when each rang once",
  ],
  "with the CDK's own command line, an endpoint and invented credentials": [
    "system/deploy/emulated: cdk bootstrap",
    "system/deploy/emulated: cdk deploy",
  ],
  "Callingly's token and the CRMs' credentials are written into the secrets that the outputs name.": [
    "system/deploy/checks/path: secrets are filled in by hand",
  ],
  "The command in the output `SourceKeysHint` prints the sources' addresses.": [
    "system/deploy/checks/path: the command in SourceKeysHint prints the sources' addresses",
  ],
  "The deployed reconcile registers exactly one webhook at Callingly.": [
    "lambda/steps/reconcile/register-webhooks: F73: is exactly one after it was registered %s",
  ],
  "A form, a JSON and a HubSpot lead are posted: each rings once, each result is in its CRM once. A repeat rings nobody, a wrong key opens nothing.":
    [
      "system/deploy/checks/path: a form, a JSON and a HubSpot lead each ring once",
      "system/deploy/checks/path: each result is in its CRM, once",
      "system/deploy/checks/path: a lead that is sent again is known, and rings nobody",
      "system/deploy/checks/path: without a key nothing is accepted",
    ],
  "A call that was reported ninety days ago is put into the table, and loses its personal data.": [
    "system/deploy/checks/strip: a call that is ninety days old loses what was said of a person",
    "system/deploy/checks/checks: is missed when nobody touches it, keeps its words, or stays due",
  ],
  "The schedules are on, and by the deployed policies each function may read the secrets of its step and no other.": [
    "system/deploy/checks/schedules: the schedules are on, and tell their functions which tick it is",
    "system/deploy/checks/checks: are not, when %s",
    "system/deploy/checks/permissions: IAM lets each function read its own secrets and no other",
    "system/deploy/checks/checks: is not, when accept-lead may read Callingly's token",
  ],
  "`cdk diff` after no change finds no difference.": [
    "system/deploy/emulated: cdk diff finds no difference",
    "lib/synth/synthesise: gives the same template and the same assets wherever it is done, so that nothing unchanged is deployed",
  ],
  "everybody is rung once, nobody twice, and the new source works": [
    "system/deploy/checks/redeploy: leads come in while a change is deployed: each rings once, or waits for a reason",
    "system/deploy/checks/redeploy: in the end nobody was rung twice and nobody was lost",
    "system/deploy/checks/checks: is wrong when somebody was rung twice",
  ],
  "`cdk destroy` leaves no stack.": ["system/deploy/emulated: cdk destroy"],
  "Everything it starts is ended with it, also by Ctrl-C.": [
    "system/deploy/owned: is ended in the reverse order, and a failing end holds nobody up",
    "system/deploy/owned: includes the children of processes, and those who will not go",
  ],
  "they are left out, and a line lists them; should another resource need one of them, the test stops and says which": [
    "system/deploy/left-out: is left out and told, and nothing waits for it",
    "system/deploy/left-out: is not left out silently where something else needs it, by %s",
  ],
  "it answers what IAM would decide, and then allows everything": ["lib/permissions: %s"],
  "tried again until it is five minutes old, and sent then": [
    "local/mapping: halves a failing batch until the bad record stands alone, and gives only that one up",
    "local/mapping: gives up at once what is too old",
  ],
  "it is refused, so the test deploys it on one of them": [
    "system/deploy/left-out: is the sum of an alarm: it looks at the first metric alone, and is there for what refers to it",
  ],
  "`--dry` looks whether a run would come to its end, and changes nothing": [
    "system/deploy/trial/trial: finds nothing wrong where a run would come to its end, and says what it looked at",
    "system/deploy/trial/trial: says what is wrong and what to do: %s",
    "system/deploy/trial/trial: asks AWS for nothing that changes anything",
  ],
  "Where you may not ask IAM it says which rights could not be checked.": [
    "system/deploy/trial/trial: says which rights could not be checked where IAM may not be asked, and goes on",
  ],
  "A test compares it with what the checks ask of AWS and with the roles that the synthesised stack names.": [
    "system/deploy/trial/trial: allows what its checks ask of AWS, and nothing that nobody asks",
    "system/deploy/trial/trial: allows to take the roles by which the CDK deploys, and those alone",
  ],
  "The figures are those of": [
    "system/deploy/trial/trial: stands in docs/deploying.md, computed of the same figures as docs/cost.md",
  ],
  "stops below 100": [
    "system/deploy/checks/checks: an account in which few functions may run at a time is refused before anything is deployed, with the reason",
  ],
  "leads which came to an end carry": [
    "system/deploy/checks/expiry: leads that came to an end carry the attribute by which the table forgets them",
    "system/deploy/checks/checks: is wrong without the attribute, by another, or with a time in milliseconds that never comes",
  ],
  "the access log names no path, key or person": [
    "system/deploy/checks/access-log: the access log names routes, and neither paths nor keys nor people",
    "system/deploy/checks/checks: is not, when it holds %s, which is not repeated",
  ],
  "a hundred items that concern nobody are written, and only the clock runs the functions": [
    "system/deploy/checks/stream: the stream's filters keep other items away from the functions",
    "system/deploy/checks/checks: do not, when the functions ran for every batch",
  ],
  "| the front door refuses with 429 |": [
    "system/deploy/checks/throttle: the front door refuses with 429 what is above its limits",
  ],
  "then it is given back, and the lead has to ring, once": [
    "system/deploy/checks/failures: a batch that keeps failing reaches the failure queue, and its lead rings by the clock",
    "system/deploy/checks/checks: is no excuse for a lead that never rings",
  ],
  "each is seen to fail where it should by `checks/checks.test.ts`": [
    "system/deploy/checks/checks: is missed when nothing arrives, and the dialler is mended all the same",
    "system/deploy/checks/checks: names those who wait",
  ],
};
