import type { Finding } from "../doctor/finding.ts";

/** A finding of doctor, as scripts and pages get it. */
export const findingJson = ({ check, of, status, found, remedy }: Finding) => ({
  check,
  of: of ?? null,
  status,
  found,
  remedy: remedy ?? null,
});
