import type { SourceSecrets } from "../../connectors/contract/intake.ts";

/** What accept-lead knows of a source's secrets. */
export interface IntakeSecrets extends SourceSecrets {
  /** What a public form's visitors are told apart with; the source's own key stands in its page. */
  readonly visitorKey: string;
  /** What the bridge signs its own challenges with, the one for new ones first. */
  readonly challengeKeys?: readonly string[];
}
