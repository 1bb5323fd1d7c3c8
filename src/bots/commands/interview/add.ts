import { z } from 'zod';
import type { Context } from '#bots/chat/context.ts';
import { defineForm, type FormView } from '#bots/chat/form.ts';
import { Refused } from '#bots/chat/refused.ts';
import { zoneIn } from '#bots/commands/people/owned.ts';
import { button } from '#core/button.ts';
import { idSchema } from '#core/id.ts';
import { FullInterviewsError, withPlanned } from '#core/interview/keep.ts';
import { type ReadInterview, readInterviewLine } from '#core/interview/line.ts';
import { isComing, startOf } from '#core/interview/planned.ts';
import { placeOf, whenWords } from '#core/interview/words.ts';
import type { Applicant } from '#core/record/applicant.ts';
import { INTERVIEW_LIMITS, type PlannedInterview } from '#core/record/interview.ts';
import type { Part, Reply } from '#core/reply.ts';
import { quietAround } from '#core/time/quiet.ts';

const givenSchema = z.object({
  line: z.string().nullish(),
  /** The interview that gets another day or hour. */
  interview: idSchema.nullish(),
  /** The program, if it is known. */
  program: z.string().max(100).nullish(),
});

/** An interview in one line. What was read is shown, and kept only when somebody agrees. */
export const addForm = defineForm({
  id: 'interview.add',
  version: 1,
  given: givenSchema,
  questions: [
    { id: 'line', type: 'text', maxLength: 300, when: (_, { line }) => typeof line !== 'string' },
    {
      id: 'agree',
      type: 'choice',
      choices: (view) =>
        (readIn(view).kind === 'read' ? ['keep', 'again', 'drop'] : ['again', 'drop']).map((value) => ({
          value,
          label: view.context.say.plain(`interview.add.form.agree.choices.${value}`),
        })),
    },
  ],
  schema: z.object({ line: z.string().nullable(), agree: z.enum(['keep', 'again', 'drop']) }),
  preview: (view) => (lineIn(view) === '' ? [] : readParts(view)),
  finish: async (context, { line, agree }, { given }) => {
    if (agree === 'again')
      return startAdding(context, { interview: given.interview, program: given.program });
    const read = readLine(context, given.line ?? line ?? '', given.program ?? null);
    if (agree === 'drop' || read.kind === 'unread')
      return [context.say.text('interview.add.dropped'), ...wayOn(context, null)];
    return keep(context, read.interview, given.interview ?? null);
  },
});

export function startAdding(context: Context, given: z.infer<typeof givenSchema> = {}): Promise<Reply> {
  const { line = null, interview = null, program = null } = given;
  return context.open(addForm, { given: { line, interview, program } });
}

function readIn(view: FormView): ReadInterview {
  const { program } = view.given;
  return readLine(view.context, lineIn(view), typeof program === 'string' ? program : null);
}

/** The line that was passed in or typed; empty: none yet. */
function lineIn({ answers, given }: FormView): string {
  const line = given.line ?? answers.line;
  return typeof line === 'string' ? line : '';
}

function readLine(context: Context, line: string, program: string | null): ReadInterview {
  const { knowledge, now } = context;
  return readInterviewLine(line, knowledge.interviewRules, now, zoneIn(context), program);
}

function readParts(view: FormView): readonly Part[] {
  const { say, now, person } = view.context;
  const read = readIn(view);
  if (read.kind === 'unread') return [say.text(`interview.read_line.${read.why}`)];
  const { interview } = read;
  const planned: PlannedInterview = { ...interview, id: 'unknown000', contact: null, went: null };
  const start = startOf(planned);
  return [
    say.text('interview.read_line.read', {
      program: interview.program,
      when: whenWords(planned, person?.settings.zone ?? null, now, say),
      format: interview.format === null ? '' : `, ${say.plain(`interview.format.${interview.format}`)}`,
    }),
    ...(start && !read.hasZone
      ? [say.text('interview.read_line.own_zone', { place: placeOf(interview.zone) })]
      : []),
    ...(isComing(planned, now) ? [] : [say.text('interview.read_line.past')]),
  ];
}

async function keep(
  context: Context,
  told: Extract<ReadInterview, { readonly kind: 'read' }>['interview'],
  id: string | null,
): Promise<Reply> {
  const { say, now, newId } = context;
  const person = await context.update((old) => roomy(() => withPlanned(old, told, id, now, newId)));
  // What was added or changed stands last.
  const interview = person.interviewing.planned.at(-1);
  if (!interview) throw new Refused('interview.gone_interview');
  const { zone } = person.settings;
  const when = whenWords(interview, zone, now, say);
  const key = isComing(interview, now) ? (interview.time === null ? 'kept_day' : 'kept') : 'kept_past';
  return [
    say.text(`interview.add.${key}`, { program: interview.program, when }),
    ...hourNotes(context, person, interview),
    ...wayOn(context, interview),
  ];
}

/** @throws {Refused} where there is no room */
function roomy<T>(change: () => T): T {
  try {
    return change();
  } catch (error) {
    if (error instanceof FullInterviewsError)
      throw new Refused('interview.add.full', { most: INTERVIEW_LIMITS.planned });
    throw error;
  }
}

function hourNotes({ say, now }: Context, { settings }: Applicant, interview: PlannedInterview): Reply {
  const start = startOf(interview);
  if (!start || !isComing(interview, now)) return [];
  if (settings.zone === null)
    return [
      say.text('interview.add.zone'),
      { kind: 'buttons', buttons: [button(say, 'zone', 'set', 'interview.add.zone_button')] },
    ];
  return quietAround(start.subtract({ hours: 1 }), settings) ? [say.text('interview.add.quiet')] : [];
}

function wayOn({ say }: Context, interview: PlannedInterview | null): Reply {
  const theirs =
    interview === null
      ? []
      : [
          button(say, 'practise', `why_us.${interview.id}`, 'interview.button.why_us', { style: 'main' }),
          button(say, 'interviewcard', interview.id, 'interview.button.prepare'),
        ];
  const buttons = [
    ...theirs,
    button(say, 'interviewadd', 'now', 'interview.button.add'),
    button(say, 'interview', 'now', 'interview.button.home'),
  ];
  return [{ kind: 'buttons', buttons }];
}
