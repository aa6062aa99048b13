import { TemplateError } from "../template-error.ts";
/** The intrinsic functions of CloudFormation, as far as the bridge's template uses them. */

/** The values of names in a template. Both throw for names that nobody knows. */
export interface Scope {
  ref(name: string): unknown;
  attribute(name: string, attribute: string): unknown;
}

/** `{"Ref": "AWS::NoValue"}`: the property is as good as not there. */
export const noValue = Symbol("AWS::NoValue");

type Intrinsic = (argument: unknown, scope: Scope) => unknown;

const intrinsics: Readonly<Record<string, Intrinsic>> = {
  Ref: (name, scope) => scope.ref(text(name)),
  "Fn::GetAtt": (path, scope) => {
    const [name, ...attribute] = typeof path === "string" ? path.split(".") : list(path).map(text);
    return scope.attribute(name ?? "", attribute.join("."));
  },
  "Fn::Join": (argument, scope) => {
    const [separator, parts] = list(argument);
    return list(resolve(parts, scope)).map(text).join(text(separator));
  },
  "Fn::Select": (argument, scope) => {
    const [index, items] = list(argument);
    return list(resolve(items, scope))[Number(index)];
  },
  "Fn::Split": (argument, scope) => {
    const [separator, whole] = list(argument);
    return text(resolve(whole, scope)).split(text(separator));
  },
  "Fn::Sub": (argument, scope) => {
    const [template, own] = Array.isArray(argument) ? argument : [argument, {}];
    return substitute(text(template), (name) => {
      if (isRecord(own) && name in own) return resolve(own[name], scope);
      return name.includes(".") ? intrinsics["Fn::GetAtt"]?.(name, scope) : scope.ref(name);
    });
  },
};

/**
 * Replaces every intrinsic function in a value by what it stands for.
 * @throws TemplateError naming the function or the name that is not known
 */
export function resolve(value: unknown, scope: Scope): unknown {
  if (Array.isArray(value)) return value.map((item) => resolve(item, scope)).filter((item) => item !== noValue);
  if (!isRecord(value)) return value;
  const [name, ...others] = Object.keys(value);
  if (name !== undefined && others.length === 0 && (name === "Ref" || name.startsWith("Fn::"))) {
    const intrinsic = intrinsics[name];
    if (!intrinsic) throw new TemplateError(`The local runner does not know the template function ${name}`);
    return intrinsic(value[name], scope);
  }
  const entries = Object.entries(value).map(([key, item]) => [key, resolve(item, scope)] as const);
  return Object.fromEntries(entries.filter(([, item]) => item !== noValue));
}

/** `${!name}` stands for the text `${name}` itself. */
const substitute = (template: string, lookUp: (name: string) => unknown): string =>
  template.replace(/\$\{([^}]+)\}/g, (_, name: string) =>
    name.startsWith("!") ? `\${${name.slice(1)}}` : text(lookUp(name.trim())),
  );

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function text(value: unknown): string {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return String(value);
  throw new TemplateError(`A template function got ${JSON.stringify(value)} where it needs text`);
}

function list(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  throw new TemplateError(`A template function got ${JSON.stringify(value)} where it needs a list`);
}
