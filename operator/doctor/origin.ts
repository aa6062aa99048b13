import { askOrigin } from "../stage/ask-origin.ts";
import type { Stage } from "../stage/stage.ts";
import { deploy } from "./deploy-again.ts";
import { type Finding, fault, ok, warning } from "./finding.ts";

/** Whether the firewall before the door sends its secret header with each request. */
export async function checkOrigin(stage: Stage): Promise<readonly Finding[]> {
  const { url, originUrl, settings, name } = stage;
  if (originUrl === undefined) return [];
  const isRequired = settings?.originHeader === "required";
  const remedy = "Have it send what is printed by: bridge sources --origin";
  switch (await askOrigin(url)) {
    case "current":
      return [
        isRequired
          ? ok("origin", undefined, "Requests come through the firewall before the door, and all others are refused.")
          : warning(
              "origin",
              undefined,
              "The firewall before the door sends its secret header; requests that bypass it are let in all the same.",
              `Write originHeader: "required" into stages.${name} in bridge.config.ts and deploy: ${deploy(stage)}`,
            ),
      ];
    case "former":
      return [
        warning(
          "origin",
          undefined,
          "The firewall before the door sends the secret header that is being replaced.",
          remedy,
        ),
      ];
    case "none":
      return [warning("origin", undefined, "The firewall before the door does not send its secret header.", remedy)];
    case "refused":
      return [fault("origin", undefined, `Requests to ${url} are refused, and so is every lead.`, remedy)];
    case "nobody":
      return [
        fault(
          "origin",
          undefined,
          `The server that answers at ${url} does not lead to the bridge.`,
          `Have it lead to ${originUrl}`,
        ),
      ];
  }
}
