import { parse } from "@babel/parser";
import type {
  AssignmentExpression,
  CallExpression,
  Expression,
  File,
  MemberExpression,
  Node,
  ObjectExpression,
  ObjectProperty,
} from "@babel/types";

/** Where in the text of a bridge.config.ts a new entry goes. Nothing is run: it is read as a parser reads it. */

/** The parts of a configuration to which entries are added. */
export type Section = "accounts" | "crms" | "sources";

export interface Place {
  /** The object that gets the entry: the section, or the whole configuration where it has no such section. */
  readonly object: ObjectExpression;
  readonly hasSection: boolean;
  /** The entries that are there, by name. */
  readonly entries: ReadonlyMap<string, ObjectProperty>;
  /** The objects from the outermost to that one, for their way of writing. */
  readonly file: File;
}

/** Why a file cannot be edited, in words that go on from its name and line. */
export class NotEditable extends Error {
  override readonly name = "NotEditable";
  readonly line: number | undefined;

  constructor(why: string, node?: Node) {
    super(why);
    this.line = node?.loc?.start.line;
  }
}

/** @throws NotEditable when the file is not one literal object as far as that section goes */
export function findSection(text: string, section: Section): Place {
  const file = parsed(text);
  const constants = constantsOf(file);
  const config = literal(exported(file), constants, "the configuration");
  const found = propertyNamed(config, section);
  if (!found) {
    plain(config, "the configuration");
    return { object: config, hasSection: false, entries: new Map(), file };
  }
  const object = literal(found.value as Expression, constants, section);
  return { object, hasSection: true, entries: plain(object, section), file };
}

function parsed(text: string): File {
  try {
    return parse(text, { sourceType: "module", plugins: ["typescript"], attachComment: false });
  } catch (error) {
    const { message, loc } = error as Error & { loc?: { line: number } };
    const problem = new NotEditable(`cannot be read: ${message.replace(/ \(\d+:\d+\)$/, "")}`);
    throw Object.assign(problem, { line: loc?.line });
  }
}

type Constants = ReadonlyMap<string, Expression>;

/** What stands in the file itself and never gets another value. */
function constantsOf({ program }: File): Constants {
  const declared = program.body.flatMap((statement) => {
    const declaration = statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
    if (declaration?.type !== "VariableDeclaration" || declaration.kind !== "const") return [];
    return declaration.declarations.flatMap(({ id, init }) =>
      id.type === "Identifier" && init ? [[id.name, init] as const] : [],
    );
  });
  return new Map(declared);
}

function exported({ program }: File): Expression {
  for (const statement of program.body) {
    if (statement.type === "ExportDefaultDeclaration") {
      const { declaration } = statement;
      if (/^(?:Function|Class|TS)\w*Declaration$/.test(declaration.type))
        throw new NotEditable("the configuration is not an object", declaration);
      return declaration as Expression;
    }
    if (statement.type === "TSExportAssignment") return statement.expression;
    if (statement.type === "ExpressionStatement" && isModuleExports(statement.expression))
      return statement.expression.right;
    if (statement.type !== "ExportNamedDeclaration") continue;
    for (const each of statement.specifiers) {
      const isDefault = each.exported.type === "Identifier" && each.exported.name === "default";
      if (isDefault && each.type === "ExportSpecifier") return each.local;
    }
  }
  throw new NotEditable("there is no default export");
}

/** `module.exports = …`, as CommonJS says it. */
const isModuleExports = (expression: Expression): expression is AssignmentExpression => {
  if (expression.type !== "AssignmentExpression" || expression.operator !== "=") return false;
  const { left } = expression;
  return (
    left.type === "MemberExpression" &&
    isNamed(left, "exports") &&
    left.object.type === "Identifier" &&
    left.object.name === "module"
  );
};

const isNamed = ({ property, computed }: MemberExpression, name: string): boolean =>
  !computed && property.type === "Identifier" && property.name === name;

/** `defineConfig`, or that of a module that was taken in whole. */
const isDefineConfig = (callee: CallExpression["callee"]): boolean =>
  callee.type === "MemberExpression"
    ? isNamed(callee, "defineConfig")
    : callee.type === "Identifier" && callee.name === "defineConfig";

/** The object that an expression is, without what TypeScript and `defineConfig` say around it. */
function literal(
  expression: Expression,
  constants: Constants,
  what: string,
  seen: readonly string[] = [],
): ObjectExpression {
  switch (expression.type) {
    case "ObjectExpression":
      return expression;
    case "TSSatisfiesExpression":
    case "TSAsExpression":
    case "TSNonNullExpression":
    case "TSTypeAssertion":
    case "ParenthesizedExpression":
      return literal(expression.expression, constants, what, seen);
    case "CallExpression": {
      const { callee, arguments: given } = expression;
      const [only, ...others] = given;
      if (isDefineConfig(callee) && only && others.length === 0)
        return literal(only as Expression, constants, what, seen);
      throw new NotEditable(`${what} is what a function makes`, expression);
    }
    case "Identifier": {
      const value = constants.get(expression.name);
      if (value && !seen.includes(expression.name)) return literal(value, constants, what, [...seen, expression.name]);
      throw new NotEditable(`${what} is “${expression.name}”, which is not a constant of this file`, expression);
    }
    default:
      throw new NotEditable(`${what} is not written as an object`, expression);
  }
}

function propertyNamed(object: ObjectExpression, name: string): ObjectProperty | undefined {
  const named = object.properties.filter((each): each is ObjectProperty => nameOf(each) === name);
  if (named.length > 1) throw new NotEditable(`${name} is there twice`, named[1]);
  return named[0];
}

/** The entries of an object that holds nothing else. */
function plain(object: ObjectExpression, what: string): ReadonlyMap<string, ObjectProperty> {
  return new Map(
    object.properties.map((each) => {
      const name = nameOf(each);
      if (each.type === "ObjectProperty" && name !== undefined) return [name, each];
      if (each.type === "SpreadElement") throw new NotEditable(`${what} takes in another object by “...”`, each);
      if (each.type === "ObjectMethod") throw new NotEditable(`${what} has a function in it`, each);
      throw new NotEditable(`${what} has a name in it that is computed`, each);
    }),
  );
}

function nameOf(each: ObjectExpression["properties"][number]): string | undefined {
  if (each.type !== "ObjectProperty" || each.computed) return undefined;
  if (each.key.type === "Identifier") return each.key.name;
  return each.key.type === "StringLiteral" ? each.key.value : undefined;
}
