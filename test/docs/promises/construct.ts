import type { Sentences } from "./sentences.ts";

/** What docs/construct.md promises. */
export const construct: Sentences = {
  "It is checked as ever; what cannot work is told with its path and the remedy.": [
    "lib/construct: gets the settings of its stage where it is made, above those of the configuration, checked alike",
  ],
  "What is said here holds above what `stages` of the configuration says.": [
    "lib/construct: gets the settings of its stage where it is made, above those of the configuration, checked alike",
  ],
  "`bridge doctor` names what stands in code alone": [
    "operator/doctor: says of a bridge in somebody's own app how that is deployed, and nothing of what stands in its code",
  ],
  "`-c` has no effect on a `Bridge`.": ["lib/construct: knows nothing of -c, which is the app's"],
  "Otherwise the constructor bundles them itself": [
    "lib/construct: shows an app that bundles the functions and lets one of its own read the table",
  ],
  "none for a stack that is not deployed": [
    "lib/construct: bundles nothing for a stack that is left out of a deployment",
  ],
  "`bridge.table`, `api` and `url`, `functions": [
    "lib/construct: hands out its table, doors, functions, secrets, topic and dashboard",
  ],
  "Tags, termination protection, aspects and alarms of yours stay as they are": [
    "lib/construct: leaves tags, protection, alarms and queues of the stack as they are",
  ],
  "its outputs with where it stands": [
    "lib/construct: has names and outputs of the stack that it is in, where people look for them",
    "operator/deployed: is found in somebody's own stack, among other outputs",
  ],
  "A stack holds one bridge.": ["lib/construct: are refused in one stack, where their alarms would have one name"],
  "Two stages are two stacks": [
    "lib/construct: stand in two stacks of an app, as two stages",
    "lib/construct: of one stage are refused in one account and region, as each would ring the other's alarms",
  ],
  "A synthesis whose stack has another name says so as a warning.": [
    "lib/construct: is found by the name that the configuration has for its stack, and says so where it has another",
  ],
  "A deployment stops when an account has vanished from the configuration": [
    "lib/construct: is refused where an account has vanished that its stack was deployed with",
  ],
};
