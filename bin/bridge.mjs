#!/usr/bin/env node
// TypeScript as it is, without a build: https://tsx.is/dev-api/register-esm
import { register } from "tsx/esm/api";

register();
await import("./bridge.ts");
