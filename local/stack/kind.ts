import type { World } from "./world.ts";

/** How one kind of resource runs on this machine. */
export interface Kind {
  /** What `Ref` stands for. Default: the logical id. */
  ref?(id: string, url: string): string;
  /** What `Fn::GetAtt` stands for, by attribute. */
  attributes?(id: string, url: string): Readonly<Record<string, string>>;
  /** @param properties with every template function replaced by its value */
  run(id: string, properties: unknown, world: World): Promise<void> | void;
}
