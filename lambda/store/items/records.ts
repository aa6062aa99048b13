import * as z from "zod/mini";
import type { RecordKey, RecordStop } from "../store.ts";
import { type Item, type Key, valuesOf } from "./item.ts";

/** Under it lie the leads that came with the record, by their ids, and when it was stopped. */
export const recordKey = ({ of, type, id }: RecordKey, sk: string): Key => ({ pk: `record#${of}#${type}#${id}`, sk });
export const STOP = "stop";

const StopSchema = z.object({ at: z.string(), said: z.optional(z.string()) });
export const itemToStop = (item: Item): RecordStop => z.parse(StopSchema, valuesOf(item));
