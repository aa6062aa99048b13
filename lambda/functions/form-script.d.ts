/** Written by `lib/bundle.ts` from `form/form.ts`. */
declare module "#form-script" {
  export const text: string;
  export const version: string;
}
