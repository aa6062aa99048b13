/** What the questions bring, once they were held to the schema. */

export interface ItemsArgs {
  readonly ids?: readonly unknown[];
  readonly limit?: number;
  readonly exclude_nonactive?: boolean;
}
export interface ByValuesArgs {
  readonly board_id: unknown;
  readonly columns?: readonly { readonly column_id: string; readonly column_values: readonly string[] }[];
  readonly limit: number;
}
export interface CreateItemArgs {
  readonly board_id: unknown;
  readonly item_name: string;
  readonly column_values?: string;
}
export interface ChangeArgs {
  readonly board_id: unknown;
  readonly item_id?: unknown;
  readonly column_values: string;
}
export interface Filter {
  readonly operator?: "and" | "or";
  readonly rules?: readonly {
    readonly column_id: string;
    readonly compare_value: unknown;
    readonly operator?: string;
  }[];
}

/** Of the operators those that read the text. */
export function meets({ operator = "and", rules = [] }: Filter = {}, textIn: (column: string) => string): boolean {
  const results = rules.map(({ column_id, compare_value, operator: how = "any_of" }) => {
    const wanted = [compare_value].flat().map(String);
    if (how === "contains_text") return wanted.length === 1 && textIn(column_id).includes(wanted[0] ?? "");
    return how === "any_of" && wanted.includes(textIn(column_id));
  });
  return rules.length === 0 || (operator === "or" ? results.includes(true) : !results.includes(false));
}
