export * from "../../lib/program/serve.ts";
