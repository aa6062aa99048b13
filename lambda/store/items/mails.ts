import type { Key } from "./item.ts";

export const mailKey = (date: string): Key => ({ pk: "mail", sk: date });
