/** A refusal with a catalogue sentence that says what is wrong and what to do; nothing was changed. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly key: string;
  readonly values: Readonly<Record<string, string | number>>;
  constructor(key: string, values: Readonly<Record<string, string | number>> = {}) {
    super(key);
    this.key = key;
    this.values = values;
  }
}
