import { defineCommand } from '#bots/chat/command.ts';
import type { Context } from '#bots/chat/context.ts';
import type { Question } from '#bots/chat/form.ts';
import type { Told } from '#bots/chat/form-data.ts';
import { applies } from '#bots/chat/progress.ts';
import { Refused } from '#bots/chat/refused.ts';
import { LISTS } from '#bots/commands/profile/kinds.ts';
import { listForm, openList } from '#bots/commands/profile/lists.ts';
import { form } from '#bots/commands/told/form.ts';
import { applying, QUESTIONS, toldBy } from '#bots/commands/told/questions.ts';
import { ageOf } from '#core/assessment/progress.ts';
import { button } from '#core/button.ts';
import { type Button, type Reply, words } from '#core/reply.ts';
import { retakeOf } from '#core/study/retake.ts';

/** Answers that are shown together. */
const GROUPS = {
  you: ['type', 'visa', 'graduated', 'target', 'other', 'priority', 'pathway', 'registered', 'verified'],
  exams: ['exams', 'step1', 'fails1', 'step2', 'fails2', 'step2_month', 'step2_score', 'booked'],
  match: [
    'status',
    'before',
    'applied',
    'programs',
    'interviews',
    'ranked',
    'docs',
    'statement_field',
    'soap',
    'soap_sent',
    'soap_interviews',
  ],
  earlier: ['changed', 'interviews_before', 'year_before', 'changed_before', 'rebuilt'],
  work: ['us_months', 'us_until', 'us_ongoing', 'us_field', 'us_chance', 'recent', 'letters'],
  rest: ['strengths', 'flags', 'explained', 'life_months', 'money'],
  bonds: ['certificate', 'visa_step', 'couples', 'region', 'no_messages'],
} as const;
type Group = keyof typeof GROUPS;

/** What a person told us, group by group; each answer can be changed on its own. */
export const command = defineCommand({
  name: 'profile',
  forms: [listForm],
  run: async (context) => overview(context),
  presses: {
    profile: { redraw: false, run: async (context) => overview(context) },
    group: { redraw: false, run: async (context, id) => group(context, id) },
    edit: { redraw: false, run: edit },
    list: { redraw: false, run: openList },
    // Older messages still carry these two.
    tell: { redraw: false, run: openList },
    forget: { redraw: false, run: (context, id) => openList(context, id.split('.')[0] ?? '') },
  },
});

function overview(context: Context): Reply {
  const { say, knowledge, now, person } = context;
  const assessment = person?.assessments.at(-1);
  const assess: Button = button(say, 'assess', 'now', 'profile.assess', { style: 'main' });
  if (!assessment) return [say.text('profile.nothing'), { kind: 'buttons', buttons: [assess] }];
  const age = ageOf(assessment, knowledge, now);
  const groups = groupsOf(context).map((id): Button => button(say, 'group', id, `profile.group.${id}`));
  const lists = LISTS.map((id): Button => button(say, 'list', id, `profile.form.${id}.label`));
  const hasExam = person !== null && retakeOf(person, knowledge, now).kind === 'open';
  const study = hasExam ? [button(say, 'study', 'now', 'profile.study')] : [];
  return [
    say.text('profile.title'),
    ...(age.stale ? [say.text('profile.stale', { count: age.days })] : []),
    {
      kind: 'buttons',
      buttons: [...groups, ...lists, ...study, { ...assess, label: say.plain('profile.verdict') }],
    },
  ];
}

function groupsOf(context: Context): readonly Group[] {
  const shown = applying(toldBy(context)).map(({ id }) => id);
  return (Object.keys(GROUPS) as Group[]).filter((id) => GROUPS[id].some((one) => shown.includes(one)));
}

/** The answers of one group, with a button to change each. @throws {Refused} */
function group(context: Context, id: string): Reply {
  const { say } = context;
  const found = groupsOf(context).find((one) => one === id);
  if (!found) throw new Refused('chat.unknown_button');
  const told = toldBy(context);
  const ids: readonly string[] = GROUPS[found];
  const shown = applying(told).filter((question) => ids.includes(question.id));
  return [
    {
      kind: 'facts',
      title: say.line(`profile.group.${found}`),
      rows: shown.map((question) => ({
        label: say.line(`assess.form.${question.id}.label`),
        value: words(answerWords(context, question, told[question.id])),
      })),
    },
    say.text('profile.change'),
    {
      kind: 'buttons',
      buttons: [
        ...shown.map(
          (question): Button => button(say, 'edit', question.id, `assess.form.${question.id}.label`),
        ),
        button(say, 'profile', 'now', 'profile.back'),
      ],
    },
  ];
}

/** An answer as it was chosen or typed. */
function answerWords({ say }: Context, question: Question, answer: Told | undefined): string {
  const choice = (value: string): string => say.plain(`assess.form.${question.id}.choices.${value}`);
  if (answer === undefined || answer === null) return say.plain('profile.untold');
  if (typeof answer === 'object')
    return answer.map((value) => choice(String(value))).join(', ') || say.plain('chat.none_of_these');
  return question.type === 'choice' ? choice(String(answer)) : String(answer);
}

/** Asks one question again, then any that now apply, then gives the verdict. @throws {Refused} */
async function edit(context: Context, id: string): Promise<Reply> {
  if (!context.person || context.person.assessments.length === 0) throw new Refused('assess.none');
  const question = QUESTIONS.find((one) => one.id === id);
  const told = toldBy(context);
  if (!question || !applies(question, told, {})) throw new Refused('chat.unknown_button');
  const { [id]: before } = told;
  const initial = before === undefined ? {} : { [id]: before };
  return context.open(form, { given: { edit: id }, initial, first: id });
}
