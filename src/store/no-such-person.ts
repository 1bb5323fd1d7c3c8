/** The person has deleted everything, or never was. */
export class NoSuchPersonError extends Error {
  override readonly name = 'NoSuchPersonError';
  constructor() {
    super('there is no such person');
  }
}

/** Somebody who deleted everything meanwhile is owed nothing: for a `catch` that lets every other error through. */
export function ignoreGone(error: unknown): undefined {
  if (!(error instanceof NoSuchPersonError)) throw error;
}
