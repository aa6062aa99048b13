import { Stack } from "aws-cdk-lib";
import type { Construct } from "constructs";

/**
 * What the logical ids of a construct's resources begin with, as the CDK makes them: nothing where it has the stack to
 * itself. The outputs of a bridge begin so too, by which the command line knows which resources of the stack are its.
 */
export const namePrefix = (scope: Construct): string =>
  scope.node.scopes
    .slice(scope.node.scopes.indexOf(Stack.of(scope)) + 1)
    .map(({ node }) => node.id)
    .filter((id) => id !== "Default")
    .map((id) => id.replace(/[^A-Za-z0-9]/g, ""))
    .reduce((path, id) => (path.endsWith(id) ? path : path + id), "");
