import {
  BatchGetItemCommand,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import type { AskTable, TableOperation } from "../runtime/aws.ts";

/**
 * The table asked through AWS's own client, which knows every way in which a person's credentials may be given. No
 * function carries this file.
 */
export const tableBySdk = (client: DynamoDBClient): AskTable =>
  ((operation: TableOperation, input: object) =>
    client.send(commands[operation](input as never))) as unknown as AskTable;

const commands = {
  GetItem: (input: never) => new GetItemCommand(input) as never,
  PutItem: (input: never) => new PutItemCommand(input) as never,
  UpdateItem: (input: never) => new UpdateItemCommand(input) as never,
  DeleteItem: (input: never) => new DeleteItemCommand(input) as never,
  Query: (input: never) => new QueryCommand(input) as never,
  BatchGetItem: (input: never) => new BatchGetItemCommand(input) as never,
} satisfies Record<TableOperation, (input: never) => never>;
