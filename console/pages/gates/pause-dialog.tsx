import { useState } from "preact/hooks";
import { ask } from "../../kit/ask.ts";
import { bridge, learnBridge } from "../../kit/bridge.ts";
import { Dialog } from "../../kit/dialog.tsx";
import { Choice, flagsOf } from "../../kit/filter.tsx";
import { Twin } from "../../kit/page.tsx";
import { Problem } from "../../kit/parts.tsx";
import { shellWord } from "../../kit/shell-word.ts";
import { useAct } from "../../kit/use-act.ts";
import { type ScopeKind, scopeKinds, scopeOf } from "./scope.ts";

/** Stops calls: of what, and why. Nobody is rung by it, and leads are accepted meanwhile. */
export function PauseDialog({ onClose }: { readonly onClose: () => void }) {
  const { accounts = [], sources = [] } = bridge.value ?? {};
  const [kind, setKind] = useState<ScopeKind>("everything");
  const [account, setAccount] = useState(accounts[0] ?? "");
  const [source, setSource] = useState(sources[0]?.source ?? "");
  const [region, setRegion] = useState("");
  const [reason, setReason] = useState("");
  const [progress, setProgress] = useState("");
  const { act, isBusy, problem } = useAct();
  const names = { everything: "", account, source, region };
  const scope = scopeOf(kind, names[kind].trim());

  const carryOut = () =>
    act(async () => {
      setProgress("Pausing …");
      await ask("gates/pause", { ...scope, ...(reason.trim() && { reason }) }, { progress: setProgress });
      await learnBridge();
      onClose();
    });

  return (
    <Dialog
      title="Pause calls"
      onClose={onClose}
      actions={
        <button
          type="button"
          class="primary"
          disabled={isBusy || (kind === "region" && region.trim() === "")}
          onClick={carryOut}
        >
          {kind === "everything" ? "Pause all calls" : `Pause calls of ${names[kind] || "…"}`}
        </button>
      }
    >
      <p>
        Leads are accepted and wait. What was sent to Callingly already goes on, and results are still written. It holds
        within seconds.
      </p>
      <Choice
        label="What"
        value={kind}
        options={scopeKinds}
        onChoose={(chosen) => setKind((chosen as ScopeKind | undefined) ?? "everything")}
      />
      {kind === "account" && (
        <Choice
          label="Account"
          value={account}
          options={accounts.map((each) => [each, each])}
          onChoose={(chosen) => setAccount(chosen ?? "")}
        />
      )}
      {kind === "source" && (
        <Choice
          label="Source"
          value={source}
          options={sources.map((each) => [each.source, each.source])}
          onChoose={(chosen) => setSource(chosen ?? "")}
        />
      )}
      {kind === "region" && (
        <label>
          State or province of US, CA or AU, with its country
          <input
            type="text"
            autocomplete="off"
            placeholder="US-LA"
            value={region}
            onInput={({ currentTarget }) => setRegion(currentTarget.value)}
          />
        </label>
      )}
      <label>
        Why, for whoever finds it paused
        <input
          type="text"
          autocomplete="off"
          maxLength={300}
          value={reason}
          onInput={({ currentTarget }) => setReason(currentTarget.value)}
        />
      </label>
      {isBusy && <p role="status">{progress}</p>}
      {problem !== undefined && <Problem>{problem}</Problem>}
      <Twin
        command={`bridge pause${flagsOf({ ...scope })}${reason.trim() && ` --reason ${shellWord(reason.trim())}`}`}
      />
    </Dialog>
  );
}

/** As a shell takes it, whatever stands in it. */
