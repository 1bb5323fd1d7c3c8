import type { Corner } from '#bots/commands/study/corner.ts';
import { button } from '#core/button.ts';

/** Practice scores, and the rule for sitting or moving. Both belong to `/scores`. */
export const practice: Corner = {
  forms: [],
  presses: {},
  lines: () => [],
  buttons: ({ say }) => [
    button(say, 'scores', 'now', 'scores.button.all'),
    button(say, 'rule', 'now', 'scores.button.rule'),
  ],
};
