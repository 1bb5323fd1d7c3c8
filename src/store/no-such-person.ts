/** The person has deleted everything, or never existed. */
export class NoSuchPersonError extends Error {
  override readonly name = 'NoSuchPersonError';
  constructor() {
    super('there is no such person');
  }
}

/** Ignores that the person has deleted everything in the meantime: for a `catch` that lets every other error through. */
export function ignoreGone(error: unknown): undefined {
  if (!(error instanceof NoSuchPersonError)) throw error;
}
