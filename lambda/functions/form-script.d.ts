/** Written by `lib/bundling/bundle.ts` from `form/form.ts`. */
declare module "#form-script" {
  export const text: string;
  export const version: string;
}
