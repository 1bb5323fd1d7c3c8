import { defineCommand } from '#bots/chat/command.ts';
import type { Context } from '#bots/chat/context.ts';
import { defineForm } from '#bots/chat/form.ts';
import { Refused } from '#bots/chat/refused.ts';
import { button } from '#core/button.ts';
import { JOB_POINTS } from '#core/knowledge/job-screen.ts';
import { withoutCovered } from '#core/plan/covered.ts';
import { type JobAnswers, jobAnswersSchema, screenJob } from '#core/plan/job.ts';
import { layShadow, tracksFor } from '#core/plan/shadow.ts';
import { sourceName, stepWords } from '#core/plan/step-words.ts';
import { soonest, withTasks } from '#core/plan/tasks.ts';
import type { Applicant } from '#core/record/applicant.ts';
import type { Task } from '#core/record/plan.ts';
import { factSchema } from '#core/record/profile.ts';
import { withPlanReminders } from '#core/reminders/schedule.ts';
import type { Button, Part, Reply } from '#core/reply.ts';
import { dayWords } from '#core/time/say.ts';

const jobForm = defineForm({
  id: 'shadow',
  version: 1,
  questions: JOB_POINTS.map((id) => ({ id, page: 'job', type: 'choice', choices: factSchema.options })),
  schema: jobAnswersSchema,
  finish: async (context, answers) => verdict(context, answers),
});

/** The plan beside SOAP, and the screen for gap-year jobs. */
export const command = defineCommand({
  name: 'shadow',
  forms: [jobForm],
  run: async (context) => show(context, context.person),
  presses: {
    shadow: { redraw: false, run: async (context) => show(context, context.person) },
    shadowstart: { redraw: true, run: (context) => start(context) },
    job: { redraw: false, run: ({ open }) => open(jobForm) },
  },
});

function tasksOf(person: Applicant): readonly Task[] {
  const isShown = ({ set, state }: Task): boolean =>
    set === 'shadow' && (state === 'open' || state === 'done');
  return person.tasks.filter(isShown).toSorted(soonest);
}

function show(context: Context, person: Applicant | null): Reply {
  const { say, knowledge, now } = context;
  if (!person || person.assessments.length === 0) throw new Refused('plan.none');
  const tracks = tracksFor(person, knowledge, now);
  const isWhole = tracks.length === knowledge.shadow.tracks.length;
  const shares = tracks.map(({ label, percent }) => say.line('shadow.share', { what: label, percent }));
  const tasks = tasksOf(person);
  const next = tasks.find(({ state }) => state === 'open');
  const first: Button = next
    ? button(say, 'planstep', next.id, 'shadow.button.next', { style: 'main' })
    : button(say, 'shadowstart', 'now', 'shadow.button.start', { style: 'main' });
  const job: Button = button(say, 'job', 'new', 'shadow.button.job');
  return [
    ...(tasks.length === 0 ? [say.text('shadow.intro')] : [list(context, tasks)]),
    { kind: 'list', title: say.line('shadow.split'), ordered: false, items: shares },
    say.text('shadow.advice', { source: sourceName(knowledge, knowledge.shadow) }),
    ...(isWhole ? [] : [say.text('shadow.shared')]),
    { kind: 'buttons', buttons: tasks.length > 0 && !next ? [job] : [first, job] },
  ];
}

function list({ say, knowledge }: Context, tasks: readonly Task[]): Part {
  const items = tasks.map((task) => ({
    done: task.state === 'done',
    line: say.line('shadow.line', {
      when: dayWords(task.on, say.language),
      title: stepWords(knowledge, task).title,
    }),
  }));
  return { kind: 'checklist', title: say.line('shadow.steps'), items };
}

async function start(context: Context): Promise<Reply> {
  const { say, knowledge, now, newId } = context;
  const person = await context.update((old) => {
    if (tasksOf(old).length > 0) return old;
    const laid = withTasks(old, layShadow(old, knowledge, now, newId));
    if (!laid) throw new Refused('shadow.full');
    return withPlanReminders(withoutCovered(laid, knowledge), now, newId);
  });
  return [say.text('shadow.laid'), ...show(context, person)];
}

function verdict({ say, knowledge }: Context, answers: JobAnswers): Reply {
  const { verdict: key, reasons } = screenJob(answers, knowledge.jobScreen);
  const items = reasons.map(({ holds, text }) => {
    const mark = holds === null ? 'unknown' : holds ? 'held' : 'failed';
    return say.line(`shadow.${mark}`, { what: text });
  });
  return [
    say.text(`shadow.verdict.${key}`),
    { kind: 'list', title: say.line('shadow.reasons'), ordered: false, items },
    say.text('shadow.job_source', { source: sourceName(knowledge, knowledge.jobScreen) }),
    { kind: 'buttons', buttons: [button(say, 'job', 'new', 'shadow.button.another')] },
  ];
}
