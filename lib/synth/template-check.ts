import { MessageChannel, receiveMessageOnPort, Worker } from "node:worker_threads";
import {
  CloudFormationValidatePlugin,
  type IPolicyValidationContext,
  type PolicyValidationPluginReport,
} from "aws-cdk-lib";
import { packageFile } from "../program/places.ts";

const PATIENCE_MS = 5 * 60_000;

/**
 * The CDK's check of the template against CloudFormation's own rules, in a thread of its own: it needs seconds to begin,
 * in which everything else is bundled and synthesised.
 */
export class TemplateCheck extends CloudFormationValidatePlugin {
  private readonly worker: Worker;
  private checkedBy = "";

  constructor(worker: Worker) {
    super();
    this.worker = worker;
  }

  /** Known once it has been asked: this thread would have to load the validator to find out. */
  override get version(): string {
    return this.checkedBy;
  }

  override get ruleIds(): string[] {
    return [];
  }

  override validate({ stackTemplates }: IPolicyValidationContext): PolicyValidationPluginReport {
    const { port1: here, port2: there } = new MessageChannel();
    const isDone = new Int32Array(new SharedArrayBuffer(4));
    this.worker.postMessage({ stackTemplates, isDone, answer: there }, [there]);
    // The CDK wants the report at once, so this thread sleeps until the other has it.
    Atomics.wait(isDone, 0, 0, PATIENCE_MS);
    const told = receiveMessageOnPort(here)?.message as Answer | undefined;
    here.close();
    if (told === undefined || "error" in told)
      throw new Error(`The template was not checked: ${told?.error ?? "no answer"}`);
    this.checkedBy = told.version;
    return told.report;
  }

  async close(): Promise<void> {
    await this.worker.terminate();
  }
}

type Answer = { readonly report: PolicyValidationPluginReport; readonly version: string } | { readonly error: string };

/** Starts the thread, which begins to get ready. It keeps no process alive. */
export function startTemplateCheck(): TemplateCheck {
  const worker = new Worker(packageFile("lib/synth/template-check-worker.mjs"));
  worker.unref();
  return new TemplateCheck(worker);
}
