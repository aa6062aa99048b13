import { accountId, arn, region } from "../aws-names.ts";
import { TemplateError } from "../template-error.ts";
import type { Resource, Template } from "./assembly.ts";
import { noValue, resolve, type Scope } from "./resolve.ts";
import { ignored, kinds } from "./resources.ts";
import type { World } from "./world.ts";

/**
 * Runs the resources of a template.
 * @throws TemplateError when there is anything in it that could not be run as AWS would
 */
export async function runStack(template: Template, world: World): Promise<void> {
  const resources = Object.entries(template.Resources);
  for (const [id, resource] of resources) refuseUnknown(id, resource);
  const scope = scopeOf(template, world.url);
  for (const [type, kind] of Object.entries(kinds)) {
    for (const [id, resource] of resources) {
      if (resource.Type === type) await kind.run(id, resolve(resource.Properties, scope), world);
    }
  }
}

function refuseUnknown(id: string, { Type, Condition }: Resource): void {
  if (Type in ignored) return;
  if (!(Type in kinds)) {
    throw new TemplateError(
      `The stack has a ${Type} ("${id}"), which the local runner does not know: add it to local/stack/resources.ts`,
    );
  }
  if (Condition !== undefined)
    throw new TemplateError(`"${id}" depends on a condition, which the local runner does not evaluate`);
}

/** Every name is known before anything runs, so the order of the resources does not matter to their references. */
function scopeOf({ Resources }: Template, url: string): Scope {
  const pseudo: Readonly<Record<string, unknown>> = {
    "AWS::Region": region,
    "AWS::AccountId": accountId,
    "AWS::Partition": "aws",
    "AWS::URLSuffix": "amazonaws.com",
    "AWS::StackName": "local",
    "AWS::StackId": arn("cloudformation", "stack/local"),
    "AWS::NoValue": noValue,
  };
  const typeOf = (id: string): string => {
    const type = Resources[id]?.Type;
    if (type === undefined) throw new TemplateError(`The template refers to "${id}", which is not in it`);
    return type;
  };
  return {
    ref: (name) => (name in pseudo ? pseudo[name] : (kinds[typeOf(name)]?.ref?.(name, url) ?? name)),
    attribute(name, attribute) {
      const type = typeOf(name);
      const known =
        type in ignored ? arn("local", `${name}/${attribute}`) : kinds[type]?.attributes?.(name, url)[attribute];
      if (known === undefined)
        throw new TemplateError(`The local runner does not know the attribute ${attribute} of a ${type}`);
      return known;
    },
  };
}
