import type { Corner } from '#bots/commands/study/corner.ts';
import { button } from '#core/button.ts';

/** The page that answers "what changed?", and the reviews that go into it. Both belong to `/proof`. */
export const proof: Corner = {
  forms: [],
  presses: {},
  lines: () => [],
  buttons: ({ say, person }) => [
    button(say, 'proofnote', 'now', 'proof.button.note'),
    ...(person && person.study.log.length > 0 ? [button(say, 'proof', 'now', 'proof.button.page')] : []),
  ],
};
