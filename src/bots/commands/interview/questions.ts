import type { Context } from '#bots/chat/context.ts';
import { paged } from '#bots/chat/paged.ts';
import { questionOf } from '#bots/commands/interview/practise.ts';
import { progressPart } from '#bots/commands/interview/reading.ts';
import { short } from '#bots/commands/people/words.ts';
import { button } from '#core/button.ts';
import { type Choosable, questionsFor } from '#core/interview/choose.ts';
import { cite } from '#core/knowledge/source.ts';
import { newApplicant } from '#core/record/applicant.ts';
import type { Button, Part, Reply } from '#core/reply.ts';
import { dayWords } from '#core/time/say.ts';
import { todayIn } from '#core/time/wall.ts';
import { zoneOf } from '#core/time/zone.ts';

/** As many as a phone shows without scrolling. */
const SHOWN = 6;
const LABEL = 40;

/** Every question, what should be practised first. @param start how many come before the first one shown */
function list(context: Context, start: number): Reply {
  const { say, person, knowledge, now, platform } = context;
  const anyone = person ?? newApplicant('nobody0000', { platform, user: '0', address: null }, now.toString());
  const today = todayIn(now, zoneOf(anyone.settings)).toString();
  const { shown, from, next, left } = paged(questionsFor(anyone, knowledge, now), start, SHOWN);
  const stateOf = ({ practised }: Choosable): string => {
    if (practised === null) return say.plain('interview.state.new');
    if (practised.due <= today) return say.plain('interview.state.due');
    return say.plain('interview.state.later', { day: dayWords(practised.due, say.language) });
  };
  const open = shown.map(
    ({ question: { id, asks } }): Button => ({
      verb: 'question',
      id,
      label: short(asks, LABEL),
    }),
  );
  const more =
    next === null
      ? []
      : [button(say, 'questions', String(next), 'interview.button.more', { values: { count: left } })];
  return [
    {
      kind: 'list',
      title: say.line('interview.list.title'),
      ordered: from === 0,
      items: shown.map((one) =>
        say.line('interview.list.line', { asks: one.question.asks, state: stateOf(one) }),
      ),
    },
    {
      kind: 'buttons',
      buttons: [...open, ...more, button(say, 'interview', 'now', 'interview.button.home')],
    },
  ];
}

/** How to build one answer, who says that it is asked, and the tries at it. */
function card(context: Context, id: string): Reply {
  const { say, knowledge } = context;
  const question = questionOf(context, id);
  const { asks, how, kind, parts, seconds, source } = question;
  const cited = cite(knowledge.sources, source);
  const offLimits: readonly Part[] = kind === 'off_limits' ? [say.text('interview.off_limits')] : [];
  return [
    say.text('interview.question.text', { asks, how }),
    ...offLimits,
    {
      kind: 'list',
      title: say.line('interview.question.parts'),
      ordered: false,
      items: parts.map(({ name }) => say.line('interview.read.part', { name })),
    },
    say.text('interview.question.length', seconds),
    ...progressPart(context, question),
    say.text('interview.question.source', {
      source: cited.part === null ? cited.title : `${cited.title}, ${cited.part}`,
    }),
    {
      kind: 'buttons',
      buttons: [
        button(say, 'practise', id, 'interview.button.practise', { style: 'main' }),
        button(say, 'questions', '0', 'interview.button.questions'),
      ],
    },
  ];
}

export const questionPresses = {
  questions: { redraw: true, run: async (context: Context, id: string) => list(context, Number(id) || 0) },
  question: { redraw: false, run: async (context: Context, id: string) => card(context, id) },
} as const;
