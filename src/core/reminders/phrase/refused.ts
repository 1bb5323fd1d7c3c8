/** What to say along with the time: an assumed hour, a day that was moved, a clock change. */
export type Note = 'nine' | 'from_today' | 'tomorrow' | 'next_week' | 'gap' | 'fold' | 'second' | 'last_day';

/** Why a phrase was refused. Each reason has a sentence. `word` is what was not understood. */
export type WhyNot =
  | 'unknown'
  | 'no_time'
  | 'no_day'
  | 'no_hour'
  | 'no_such_day'
  | 'half'
  | 'midnight'
  | 'numeric'
  | 'zone'
  | 'weekday'
  | 'today'
  | 'both'
  | 'range'
  | 'repeats'
  | 'past'
  | 'far';

/** Only thrown inside the parser; callers get a value. */
export class NotUnderstood extends Error {
  readonly why: WhyNot;
  readonly word: string;
  constructor(why: WhyNot, word = '') {
    super(why);
    this.why = why;
    this.word = word;
  }
}
