import type { Context } from '#bots/chat/context.ts';
import { button } from '#core/button.ts';
import { nextInMock } from '#core/interview/attempts.ts';
import { comingInterviews, isComing } from '#core/interview/planned.ts';
import { dueNow } from '#core/interview/schedule.ts';
import { whenWords } from '#core/interview/words.ts';
import type { Applicant } from '#core/record/applicant.ts';
import type { PlannedInterview } from '#core/record/interview.ts';
import type { Button, Part, Reply } from '#core/reply.ts';

/** Interviews that are named at one look, and those that are over. */
const SHOWN = 4;
const OVER = 2;

/** What is coming, what is due, and every way on. */
export function home(context: Context): Reply {
  const { person, say, now } = context;
  const coming = person ? comingInterviews(person, now).slice(0, SHOWN) : [];
  const isFirst = !person || (coming.length === 0 && person.interviewing.attempts.length === 0);
  return [
    say.text(isFirst ? 'interview.home.first' : 'interview.home.again'),
    ...(coming.length === 0 ? [] : [plannedPart(context, coming)]),
    ...(person && !isFirst ? practiceParts(context, person) : []),
    { kind: 'buttons', buttons: buttonsOf(context, coming) },
  ];
}

function plannedPart({ say, now, person }: Context, coming: readonly PlannedInterview[]): Part {
  return {
    kind: 'list',
    title: say.line('interview.home.planned'),
    ordered: false,
    items: coming.map((one) =>
      say.line('interview.home.line', {
        program: one.program,
        when: whenWords(one, person?.settings.zone ?? null, now, say),
      }),
    ),
  };
}

function practiceParts({ say, knowledge, now }: Context, person: Applicant): readonly Part[] {
  const { attempts, mock } = person.interviewing;
  const count = dueNow(person, knowledge.interviewRules, now).length;
  return [
    ...(mock
      ? [
          say.text('interview.home.mock', {
            number: Math.min(mock.done.length + 1, mock.questions.length),
            count: mock.questions.length,
          }),
        ]
      : []),
    ...(attempts.length === 0
      ? []
      : [count > 0 ? say.text('interview.home.due', { count }) : say.text('interview.home.nothing_due')]),
  ];
}

function buttonsOf({ say, person, now }: Context, coming: readonly PlannedInterview[]): readonly Button[] {
  const mock = person?.interviewing.mock ?? null;
  const isOpen = mock !== null && nextInMock(mock) !== null;
  const remindAt = person?.interviewing.remindAt ?? null;
  return [
    ...(isOpen ? [button(say, 'mock', 'go', 'interview.button.mock_go', { style: 'main' })] : []),
    button(say, 'practise', 'next', 'interview.button.practise', isOpen ? {} : { style: 'main' }),
    button(say, 'mock', 'new', isOpen ? 'interview.button.mock_new' : 'interview.button.mock'),
    button(say, 'questions', '0', 'interview.button.questions'),
    ...[...coming, ...overIn(person, now)].map(
      ({ id, program }): Button => ({ verb: 'interviewcard', id, label: program.slice(0, 60) }),
    ),
    button(say, 'interviewadd', 'now', 'interview.button.add'),
    ...(remindAt === null
      ? [button(say, 'practicehours', 'set', 'interview.button.hours')]
      : [
          button(say, 'practicehours', 'set', 'interview.button.hours_change'),
          button(say, 'practiceoff', 'now', 'interview.button.off'),
        ]),
  ];
}

/** The latest that are over: their people and a thank-you may still come. */
function overIn(person: Applicant | null, now: Context['now']): readonly PlannedInterview[] {
  const over = person?.interviewing.planned.filter((one) => !isComing(one, now)) ?? [];
  return over.toSorted((a, b) => (a.on > b.on ? -1 : 1)).slice(0, OVER);
}
