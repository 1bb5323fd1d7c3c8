import type { Choice } from '#core/reply.ts';

export interface OptionSpec {
  readonly name: string;
  readonly summary: string;
  readonly type: 'text' | 'integer' | 'number' | 'boolean' | 'file';
  readonly required: boolean;
  /** Empty: any value. */
  readonly choices: readonly Choice[];
  readonly min: number | null;
  readonly max: number | null;
  /** True if `suggest` proposes values while the person types. */
  readonly suggests: boolean;
}

/** A command as plain data, in words: what platforms register and docs print. */
export interface CommandSpec {
  readonly name: string;
  readonly summary: string;
  readonly who: 'anyone' | 'moderator';
  /** The command's name in a message's menu; left out, it is not in the menu. */
  readonly onMessage?: string;
  readonly options: readonly OptionSpec[];
}
