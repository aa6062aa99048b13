import type { Quota } from "../store.ts";
import type { Key } from "./item.ts";

export const quotaKey = ({ of, at, windowMs }: Pick<Quota, "of" | "at" | "windowMs">, shard: number): Key => ({
  pk: `quota#${of}#${Math.floor(at.getTime() / windowMs)}#${shard}`,
  sk: "quota",
});
