/** A refusal from the Bot API, with the real code and wording. */
export class ApiFailure extends Error {
  override readonly name = 'ApiFailure';
  readonly code: number;
  readonly description: string;
  readonly retryAfter: number | null;
  constructor(code: number, description: string, retryAfter: number | null = null) {
    super(description);
    this.code = code;
    this.description = description;
    this.retryAfter = retryAfter;
  }
}

export function badRequest(reason: string): ApiFailure {
  return new ApiFailure(400, `Bad Request: ${reason}`);
}

export function tooMany(seconds: number): ApiFailure {
  return new ApiFailure(429, `Too Many Requests: retry after ${seconds}`, seconds);
}
