import { quietNote } from '#core/gate/verdict-parts.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import type { Applicant } from '#core/record/applicant.ts';
import type { Reminder } from '#core/record/reminder.ts';
import type { Answer, Kind, Scene } from '#core/reminders/kinds/kind.ts';
import { kindOf } from '#core/reminders/kinds.ts';
import { lateness } from '#core/reminders/late.ts';
import { sayPlatform } from '#core/reminders/reach.ts';
import { type Due, type Timed, timed } from '#core/reminders/timing.ts';
import { type Button, eachButtonOnce, type Part, type Reply } from '#core/reply.ts';
import type { Say } from '#core/text.ts';

/** A digest shows this many, each with a button. `/reminders` has the rest. */
const DIGEST_MOST = 8;

/** The message of a delivery or visit: one reminder in full, with anything that has passed, or a digest of several. */
export function reminderMessage(due: Due, knowledge: Knowledge, say: Say): Reply {
  const { person, now, held } = due;
  const scene: Scene = { person, knowledge, now, say };
  const all = timed(due, knowledge, say);
  const [first, ...others] = all;
  if (!first) return [];
  const notes: readonly Part[] = [
    ...(all.some(({ reminder }) => kindOf(reminder).needsQuietNote)
      ? quietNote(person, knowledge, now, say)
      : []),
    ...elsewhere(person, due.reminders, say),
  ];
  const isAlone = first.kind !== 'over' && others.every((other) => other.kind === 'over');
  if (others.length > 0 && !isAlone) return eachButtonOnce([...digest(due, all, scene), ...notes]);
  return eachButtonOnce([
    ...(held ? [say.text('reminders.held')] : []),
    ...full(first, scene, {
      about: [
        ...(first.kind === 'on_time' ? [] : [say.text(`reminders.due.${first.kind}`, { when: first.when })]),
        ...(others.length === 0 ? [] : [list('reminders.passed', due.reminders.length, others, scene)]),
      ],
      notes,
    }),
  ]);
}

/** One reminder in full: its words, a note about its time if needed, and its buttons. */
function full(
  { reminder, kind }: Timed,
  scene: Scene,
  { about, notes }: { readonly about: readonly Part[]; readonly notes: readonly Part[] },
): Reply {
  const { say } = scene;
  const { words, screen, page } = kindOf(reminder);
  if (screen) return [...about, ...screen(reminder.id, scene)];
  const { title, why, how } = words(scene);
  const buttons = kind === 'over' ? pageButtons([page], say) : answerButtons(reminder, say);
  return [
    say.text(`reminders.due.${why === '' ? 'own' : 'title'}`, { what: title, why }),
    ...(how === '' ? [] : [say.text('reminders.due.how', { how })]),
    ...about,
    ...notes,
    ...(buttons.length === 0 ? [] : [{ kind: 'buttons', buttons } as const]),
  ];
}

/** Says that this came here because another platform refused it. */
function elsewhere({ identities }: Applicant, reminders: readonly Reminder[], say: Say): readonly Part[] {
  const refused = identities.find(({ refusal, refusedAt }) =>
    reminders.some(({ state }) => refusal && state.kind === 'claimed' && state.at === refusedAt),
  );
  return refused ? [say.text('reach.fallback', { platform: sayPlatform(refused.platform, say) })] : [];
}

const LABELS = {
  done: 'reminders.done',
  hour: 'reminders.hour',
  tomorrow: 'reminders.tomorrow',
  move: 'reminders.move',
  drop: 'reminders.skip',
  followwrite: 'followups.button.write',
  followsent: 'followups.button.sent',
  followreplied: 'followups.button.replied',
  followdeclined: 'followups.button.declined',
  followlater: 'followups.button.later',
  followstop: 'followups.button.stop',
  interviewopen: 'interview.button.prepare',
  interviewwell: 'interview.went.well',
  interviewmixed: 'interview.went.mixed',
  interviewhard: 'interview.went.hard',
  interviewoff: 'interview.went.cancelled',
  practisedue: 'interview.button.practise',
  practiceoff: 'interview.button.off',
} as const satisfies Record<Answer, string>;

/** The buttons that answer a reminder. They still work a year later. */
export function answerButtons(reminder: Reminder, say: Say): readonly Button[] {
  const { answers, page } = kindOf(reminder);
  const buttons = answers.map((verb, index): Button => {
    const label = say.plain(LABELS[verb]);
    return { verb, id: reminder.id, label, ...(index === 0 ? { style: 'main' } : {}) };
  });
  return [...buttons, ...pageButtons([page], say)];
}

/** One button for each page, without repeats. */
function pageButtons(pages: readonly Kind['page'][], say: Say): readonly Button[] {
  return [...new Set(pages)].flatMap((page): Button[] =>
    page === null ? [] : [{ verb: page, id: 'now', label: say.plain(`${page}.button.open`) }],
  );
}

/** Lists the first few, with a button for each that can be ticked or opened, and says how many more there are. */
function digest(due: Due, all: readonly Timed[], scene: Scene): Reply {
  const { say, person, now } = scene;
  const shown = all.slice(0, DIGEST_MOST);
  const ticks = shown.flatMap(({ reminder, kind }, index): Button[] => {
    const verb = kindOf(reminder).inDigest;
    const label = say.plain(`reminders.due.${verb === 'done' ? 'done' : 'answer'}`, { number: index + 1 });
    return kind === 'over' ? [] : [{ verb, id: reminder.id, label }];
  });
  const pages = pageButtons(
    all.map(({ reminder }) => kindOf(reminder).page),
    say,
  );
  const rest: Button = { verb: 'reminders', id: 'all', label: say.plain('reminders.list'), style: 'main' };
  const isMissed = all.some(({ reminder }) => lateness(reminder, person.settings, now) === 'missed');
  const title = isMissed ? 'reminders.missed' : 'reminders.due.several';
  const others = all.length - shown.length;
  return [
    list(due.held ? 'reminders.held' : title, all.length, shown, scene),
    ...(others > 0 ? [say.text('reminders.more', { count: others })] : []),
    { kind: 'buttons', buttons: [...ticks, ...pages, rest] },
  ];
}

function list(title: string, count: number, shown: readonly Timed[], scene: Scene): Part {
  const { say } = scene;
  const items = shown.map(({ reminder, kind, when }) => {
    const { words, titleHasTime } = kindOf(reminder);
    const isPlain = titleHasTime && kind !== 'over' && kind !== 'deadline';
    return say.line(`reminders.due.item.${isPlain ? 'on_time' : kind}`, { what: words(scene).title, when });
  });
  return { kind: 'list', title: say.line(title, { count }), ordered: true, items };
}
