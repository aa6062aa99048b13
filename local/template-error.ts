/** The template says something that this runner does not understand, so it could not run it as AWS would. */
export class TemplateError extends Error {
  override readonly name = "TemplateError";
}
