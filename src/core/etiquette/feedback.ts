import type { Temporal } from 'temporal-polyfill';
import { asOf } from '#core/etiquette/as-of.ts';
import { type Contact, type Moment, momentOf, type Writer } from '#core/etiquette/case.ts';
import { programOf } from '#core/etiquette/gate-actions.ts';
import { nextIn } from '#core/etiquette/next.ts';
import { countsFrom, windowAt, windowsOf } from '#core/etiquette/windows.ts';
import type { Etiquette } from '#core/knowledge/etiquette.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import type { Correspondent } from '#core/record/correspondent.ts';
import { plainName } from '#core/soap/log.ts';

/** A contact to ask for feedback, or not to ask, with the reason. */
export interface Picked {
  /** The contact's id. */
  readonly contact: string;
  readonly why: string;
}

/** Whom to ask for feedback after one season. */
export interface FeedbackPick {
  /** The best first; those who have already been asked come before all others. */
  readonly ask: readonly Picked[];
  readonly leave: readonly Picked[];
  /** Fewer than this is too few, if there are more. */
  readonly least: number;
  readonly most: number;
}

/** Picks the programs to ask for feedback in the current window, or the next one. */
export function pickForFeedback(person: Writer, knowledge: Knowledge, at: Temporal.Instant): FeedbackPick {
  const { feedback, kinds } = knowledge.etiquette;
  const rule = kinds['program-feedback'];
  const most = rule.programs ?? Number.POSITIVE_INFINITY;
  const moment = momentOf(person, knowledge, at);
  const sent = askedIn(moment);
  const asked = person.people.filter((one) => sent.has(one));
  const rest = person.people
    .filter((one) => !asked.includes(one))
    .map((one) => asOf(one, moment.zone, at.epochMilliseconds));
  const answers = rest.map((contact) => {
    const answer = nextIn(moment, contact, 'program-feedback');
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

/** Who was asked in the window that runs or comes next. */
function askedIn({ knowledge, today, asked }: Moment): ReadonlySet<Contact> {
  const { window } = knowledge.etiquette.kinds['program-feedback'];
  const windows = window ? windowsOf(window, knowledge.seasons) : [];
  const open = windowAt(windows, today);
  if (!open) return new Set();
  const all = asked('program-feedback', countsFrom(windows, open), open.until + 1);
  return new Set(all.map(({ contact }) => contact));
}

/**
 * How much they could say: an interview counts more than a conversation, and a place where they would train more than
 * one that was not told.
 */
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
