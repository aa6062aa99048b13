/**
 * As much of monday's schema as the bridge uses, of the version 2026-01: names and types are monday's.
 * https://developer.monday.com/api-reference/
 */

export interface FieldType {
  readonly type: string;
  readonly args?: Readonly<Record<string, string>>;
}

type Types = Readonly<Record<string, Readonly<Record<string, FieldType>>>>;

const of = (type: string, args?: Readonly<Record<string, string>>): FieldType => ({ type, ...(args && { args }) });

export const objects: Types = {
  Query: {
    boards: of("[Board]", { ids: "[ID!]", limit: "Int", page: "Int" }),
    items: of("[Item]", {
      ids: "[ID!]",
      limit: "Int",
      page: "Int",
      exclude_nonactive: "Boolean",
      newest_first: "Boolean",
    }),
    items_page_by_column_values: of("ItemsResponse!", {
      board_id: "ID!",
      columns: "[ItemsPageByColumnValuesQuery!]",
      cursor: "String",
      limit: "Int!",
    }),
    me: of("User"),
    users: of("[User]", {
      ids: "[ID!]",
      emails: "[String]",
      limit: "Int",
      page: "Int",
      newest_first: "Boolean",
      non_active: "Boolean",
    }),
  },
  Mutation: {
    change_multiple_column_values: of("Item", {
      board_id: "ID!",
      item_id: "ID",
      column_values: "JSON!",
      create_labels_if_missing: "Boolean",
    }),
    create_item: of("Item", {
      board_id: "ID!",
      group_id: "String",
      item_name: "String!",
      column_values: "JSON",
      create_labels_if_missing: "Boolean",
    }),
    create_update: of("Update", { item_id: "ID", parent_id: "ID", body: "String!" }),
    edit_update: of("Update!", { id: "ID!", body: "String!" }),
  },
  Board: {
    id: of("ID!"),
    name: of("String!"),
    columns: of("[Column]", { ids: "[String]", types: "[ColumnType!]" }),
    items_page: of("ItemsResponse!", { limit: "Int!", cursor: "String", query_params: "ItemsQuery" }),
  },
  Column: { id: of("ID!"), title: of("String!"), type: of("ColumnType!"), settings_str: of("String!") },
  Item: {
    id: of("ID!"),
    name: of("String!"),
    board: of("Board"),
    column_values: of("[ColumnValue!]!", { ids: "[String!]", types: "[ColumnType!]" }),
    updates: of("[Update]", { ids: "[ID!]", limit: "Int", page: "Int" }),
  },
  ColumnValue: {
    id: of("ID!"),
    column: of("Column!"),
    text: of("String"),
    type: of("ColumnType!"),
    value: of("JSON"),
  },
  ItemsResponse: { cursor: of("String"), items: of("[Item!]!") },
  Update: { id: of("ID!"), body: of("String!"), created_at: of("Date"), text_body: of("String") },
  User: { id: of("ID!"), name: of("String!"), email: of("String!"), enabled: of("Boolean!"), account: of("Account!") },
  Account: { id: of("ID!"), name: of("String!"), slug: of("String!") },
};

export const inputs: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ItemsPageByColumnValuesQuery: { column_id: "String!", column_values: "[String]!" },
  ItemsQuery: { ids: "[ID!]", operator: "ItemsQueryOperator", rules: "[ItemsQueryRule!]" },
  ItemsQueryRule: {
    column_id: "ID!",
    compare_attribute: "String",
    compare_value: "CompareValue!",
    operator: "ItemsQueryRuleOperator",
  },
};

export const enums: Readonly<Record<string, readonly string[]>> = {
  ItemsQueryOperator: ["and", "or"],
  ItemsQueryRuleOperator: ["any_of", "not_any_of", "is_empty", "is_not_empty", "contains_text", "not_contains_text"],
  ColumnType: ["status", "phone", "email", "people", "numbers", "date", "text", "dropdown"],
};

export const scalars = ["ID", "String", "Int", "Boolean", "JSON", "CompareValue", "Date"];
