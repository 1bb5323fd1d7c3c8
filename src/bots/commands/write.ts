import { defineCommand } from '#bots/chat/command.ts';
import type { Context } from '#bots/chat/context.ts';
import { Refused } from '#bots/chat/refused.ts';
import { lengths } from '#bots/commands/explain/lengths.ts';
import { addresseeForm, writeTo } from '#bots/commands/write/addressees.ts';
import { blankForm } from '#bots/commands/write/ask-blanks.ts';
import { writeFor } from '#bots/commands/write/write-for.ts';
import { button } from '#core/button.ts';
import { type DraftKind, draftKindSchema } from '#core/record/draft-kind.ts';
import type { Button, Reply } from '#core/reply.ts';
import { quietSeason } from '#core/season/season.ts';

/** What there is to write, as it is offered. A text of one's own, such as a post, is what `/check` reads. */
const GROUPS = {
  soap: ['soap-reply', 'soap-statement', 'dean-summary', 'dean-ask', 'school-talking-points', 'helper-card'],
  programs: [
    'program-feedback',
    'feedback-ack',
    'networking',
    'usce-inquiry',
    'exam-update',
    'status-question',
    'thank-you',
    'withdrawal',
    'decline',
  ],
  people: ['letter-request', 'letter-reminder', 'reconnect', 'mentor-ask'],
  story: ['explanation', 'failure-narrative', 'reapplicant-paragraph', 'statement'],
} as const satisfies Readonly<Record<string, readonly DraftKind[]>>;
type Group = keyof typeof GROUPS;

/** Drafts: what there is to write, whom it is for, and what is missing. */
export const command = defineCommand({
  name: 'write',
  forms: [addresseeForm, blankForm],
  run: async (context) => menu(context),
  presses: {
    write: { redraw: false, run: (context, id) => (id === 'now' ? menu(context) : start(context, id)) },
    writefor: { redraw: false, run: writeFor },
    writegroup: { redraw: false, run: async (context, id) => group(context, id) },
  },
});

/** In the quiet time what SOAP asks for stands first. */
async function menu({ say, knowledge, now }: Context): Promise<Reply> {
  const isQuiet = quietSeason(knowledge.seasons, now) !== null;
  const [soap, ...others] = Object.keys(GROUPS);
  const order = isQuiet ? [soap, ...others] : [...others, soap];
  const buttons = order.map((id): Button => button(say, 'writegroup', `${id}`, `write.group.${id}.label`));
  return [say.text('write.menu'), { kind: 'buttons', buttons }];
}

/** @throws {Refused} */
function group({ say, knowledge }: Context, id: string): Reply {
  if (!Object.hasOwn(GROUPS, id)) throw new Refused('chat.unknown_button');
  const kinds: readonly DraftKind[] = GROUPS[id as Group];
  const items = kinds.map((kind) => {
    const { title, purpose } = knowledge.drafts.kinds[kind];
    return say.line('write.kind', { title, purpose });
  });
  const buttons = kinds.map(
    (kind): Button => ({ verb: 'write', id: kind, label: knowledge.drafts.kinds[kind].title }),
  );
  return [
    { kind: 'list', title: say.line(`write.group.${id}.title`), ordered: false, items },
    { kind: 'buttons', buttons },
  ];
}

/** Asks whom it is for, or writes what is for nobody in particular. @throws {Refused} */
async function start(context: Context, id: string): Promise<Reply> {
  const kind = draftKindSchema.safeParse(id);
  if (!kind.success) throw new Refused('chat.unknown_button');
  if (kind.data === 'explanation') return lengths(context);
  const { addressee } = context.knowledge.drafts.kinds[kind.data];
  if (addressee === 'none') return writeTo(context, kind.data, []);
  return context.open(addresseeForm, { given: { kind: kind.data } });
}
