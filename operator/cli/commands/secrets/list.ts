import { howToGet } from "../../../secrets/how-to-get.ts";
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
  const hints = rows
    .filter(({ purpose, state }) => purpose === "crm-credentials" && state === "missing")
    .flatMap(({ entry }) => howToGet(stage.config.crms[entry]?.connector ?? "").map((how) => `${entry}.${how}`));
  return { data: rows, text: [text, ...(hints.length > 0 ? ["", ...hints] : [])].join("\n") };
}
