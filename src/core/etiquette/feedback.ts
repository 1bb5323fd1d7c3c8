import type { Temporal } from 'temporal-polyfill';
import { momentOf, type Writer } from '#core/etiquette/case.ts';
import { dayIn } from '#core/etiquette/days.ts';
import { programOf } from '#core/etiquette/gate-actions.ts';
import { nextFor } from '#core/etiquette/next.ts';
import { countsFrom, windowAt, windowsOf } from '#core/etiquette/windows.ts';
import type { Etiquette } from '#core/knowledge/etiquette.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import type { Correspondent } from '#core/record/correspondent.ts';
import { plainName } from '#core/soap/log.ts';

/** A contact who is asked for feedback, or not, with the reason. */
export interface Picked {
  /** The contact's id. */
  readonly contact: string;
  readonly why: string;
}

/** Whom to ask for feedback after one season. */
export interface FeedbackPick {
  /** The best first; those who were asked already stand before all. */
  readonly ask: readonly Picked[];
  readonly leave: readonly Picked[];
  /** Fewer than these are too few, where there are more. */
  readonly least: number;
  readonly most: number;
}

/** Picks the programs to ask for feedback in the window that runs, or in the next one. */
export function pickForFeedback(person: Writer, knowledge: Knowledge, at: Temporal.Instant): FeedbackPick {
  const { feedback, kinds } = knowledge.etiquette;
  const rule = kinds['program-feedback'];
  const most = rule.programs ?? Number.POSITIVE_INFINITY;
  const asked = person.people.filter((one) => isAsked(one, person, knowledge, at));
  const rest = person.people.filter((one) => !asked.includes(one));
  const answers = rest.map((contact) => {
    const answer = nextFor(person, contact, 'program-feedback', knowledge, at);
    return { contact, answer };
  });
  const open = answers
    .filter(({ answer }) => answer.earliest !== null)
    .toSorted((a, b) => rankOf(b.contact, person) - rankOf(a.contact, person));
  const ask: Picked[] = asked.map(({ id }) => ({ contact: id, why: feedback.picked.asked }));
  const leave: Picked[] = answers
    .filter(({ answer }) => answer.earliest === null)
    .map(({ contact, answer }) => ({ contact: contact.id, why: answer.why }));
  const programs = new Set(asked.map((one) => plainName(programOf(one))));
  for (const { contact } of open) {
    const program = plainName(programOf(contact));
    if (programs.has(program))
      leave.push({ contact: contact.id, why: knowledge.etiquette.rules.same_program.says });
    else if (programs.size >= most) leave.push({ contact: contact.id, why: feedback.left.enough });
    else ask.push({ contact: contact.id, why: whyOf(contact, feedback) });
    if (programs.size < most) programs.add(program);
  }
  return { ask, leave, least: feedback.least, most };
}

/** Sent in the window that runs or comes next. */
function isAsked(
  contact: Correspondent,
  person: Writer,
  knowledge: Knowledge,
  at: Temporal.Instant,
): boolean {
  const { window } = knowledge.etiquette.kinds['program-feedback'];
  if (!window) return false;
  const { zone, today } = momentOf(person, knowledge, at);
  const windows = windowsOf(window, knowledge.seasons);
  const open = windowAt(windows, today);
  return contact.log.some(({ from, kind, at: sent }) => {
    const ms = Date.parse(sent);
    if (from !== 'me' || kind !== 'program-feedback' || !open || ms > at.epochMilliseconds) return false;
    return dayIn(zone, ms) >= countsFrom(windows, open);
  });
}

/** How much somebody could say: an interview before a talk, a place to train before one that is not told. */
function rankOf({ known, wouldTrain, specialty, log }: Correspondent, { profile }: Writer): number {
  const met = known.includes('interviewed') || log.some(({ kind }) => kind === 'interview');
  const worked = known.includes('rotated');
  return (
    (wouldTrain === 'yes' ? 8 : 0) +
    (met ? 4 : 0) +
    (worked ? 2 : 0) +
    (specialty !== null && specialty === profile.target ? 1 : 0)
  );
}

function whyOf({ known, wouldTrain, log }: Correspondent, { picked }: Etiquette['feedback']): string {
  if (wouldTrain === 'unknown') return picked.unsure;
  if (known.includes('interviewed') || log.some(({ kind }) => kind === 'interview'))
    return picked.interviewed;
  return known.includes('rotated') ? picked.rotated : picked.conversation;
}
