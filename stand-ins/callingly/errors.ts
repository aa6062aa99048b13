/** An answer that is not 2xx, in the words a Laravel application uses; the service is one. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly status: number;
  readonly body: { readonly message: string; readonly errors?: FieldErrors };
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, body: ApiError["body"], headers: Readonly<Record<string, string>> = {}) {
    super(body.message);
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

export type FieldErrors = Readonly<Record<string, readonly string[]>>;

export const unauthenticated = (): ApiError => new ApiError(401, { message: "Unauthenticated." });

export const forbidden = (): ApiError => new ApiError(403, { message: "This action is unauthorized." });

export const notFound = (model: string, id: number): ApiError =>
  new ApiError(404, { message: `No query results for model [App\\Models\\${model}] ${id}` });

export const noRoute = (path: string): ApiError =>
  new ApiError(404, { message: `The route ${path.slice(1)} could not be found.` });

export function wrongMethod(method: string, path: string, allowed: readonly string[]): ApiError {
  const supported = allowed.flatMap((one) => (one === "GET" ? ["GET", "HEAD"] : [one])).join(", ");
  const message = `The ${method} method is not supported for route ${path.slice(1)}. Supported methods: ${supported}.`;
  return new ApiError(405, { message }, { allow: supported });
}

export function invalid(errors: FieldErrors): ApiError {
  const [first = "The given data was invalid.", ...others] = Object.values(errors).flat();
  const more = others.length ? ` (and ${others.length} more error${others.length > 1 ? "s" : ""})` : "";
  return new ApiError(422, { message: first + more, errors });
}

export const tooMany = (limit: number, retryAfterSeconds: number): ApiError =>
  new ApiError(
    429,
    { message: "Too Many Attempts." },
    {
      "retry-after": String(retryAfterSeconds),
      "x-ratelimit-limit": String(limit),
      "x-ratelimit-remaining": "0",
    },
  );
