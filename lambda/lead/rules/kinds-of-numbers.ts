import type { MetadataJson } from "libphonenumber-js/core";
import exact from "libphonenumber-js/max/metadata";
import { withoutFormats } from "../reader/plans.ts";

/**
 * The numbering plans of all countries with the kinds of their numbers, which tell what a number costs. Only the
 * dialler's bundle holds the outcome of this file, see `lib/bundling/packed-data.ts`.
 */
export const kindsOfNumbers: MetadataJson = withoutFormats(exact as unknown as MetadataJson);
