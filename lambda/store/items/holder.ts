import * as z from "zod/mini";
import { type Item, valuesOf } from "./item.ts";

/** The lead that an item names: of a call, and of a record. */
const HolderSchema = z.object({ leadId: z.string() });
export const itemToHolder = (item: Item): string => z.parse(HolderSchema, valuesOf(item)).leadId;
