/** What a verb prints, JSON, and whether all is well. */
export interface Answer {
  readonly lines: readonly string[];
  readonly ok: boolean;
}

/** One verb of the adviser on the command line. `dir` is the folder of knowledge. */
export interface Verb {
  readonly usage: string;
  readonly run: (args: readonly string[], options: Options) => Promise<Answer>;
}

export interface Options {
  readonly dir: string;
  /** A day `YYYY-MM-DD`, an instant, or undefined for now. */
  readonly at: string | undefined;
  /** An IANA zone, or undefined for UTC. */
  readonly zone: string | undefined;
}

/** What was given can not be read: one line a problem. */
export class InputError extends Error {
  override readonly name = 'InputError';
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}
