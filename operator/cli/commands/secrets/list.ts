import { listSecrets } from "../../../secrets/list-secrets.ts";
import type { Stage } from "../../../stage/stage.ts";
import type { Result } from "../../command.ts";
import { table } from "../../terminal/table.ts";

export async function secretList(stage: Stage): Promise<Result> {
  const rows = await listSecrets(stage);
  const text = table(
    ["secret", "entry", "state"],
    rows.map(({ purpose, entry, state }) => [purpose, entry, state]),
  );
  return { data: rows, text };
}
