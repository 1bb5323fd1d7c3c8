import type { Temporal } from 'temporal-polyfill';
import type { NewId } from '#core/id.ts';
import type { ToldInterview } from '#core/interview/line.ts';
import { isComing, startOf } from '#core/interview/planned.ts';
import { withContact, withMessage } from '#core/people/log.ts';
import { FullPeopleError, withPeople } from '#core/people/merge.ts';
import type { Applicant } from '#core/record/applicant.ts';
import { type Correspondent, correspondentSchema, type Message } from '#core/record/correspondent.ts';
import { INTERVIEW_LIMITS, type PlannedInterview } from '#core/record/interview.ts';
import { isSameProgram } from '#core/soap/log.ts';

/** There is no room for another interview: all that are kept are still to come. */
export class FullInterviewsError extends Error {
  override readonly name = 'FullInterviewsError';
}

/**
 * The record with an interview: a new one, another day or hour for one that is kept, or the hour of one on that day. Its
 * program joins the people, and it stands last. If there is no room, the oldest one that is over goes.
 * @param id the interview that is changed; null: a new one
 * @throws {FullInterviewsError}
 */
export function withPlanned(
  person: Applicant,
  told: ToldInterview,
  id: string | null,
  now: Temporal.Instant,
  newId: NewId,
): Applicant {
  const { planned } = person.interviewing;
  const known = planned.find(
    (one) => one.id === id || (id === null && one.on === told.on && isSameProgram(one.program, told.program)),
  );
  const joined = withProgram(person, told.program, newId);
  const contact = joined.people.find((one) => isProgram(one, told.program))?.id ?? known?.contact ?? null;
  const interview: PlannedInterview = {
    ...told,
    id: known?.id ?? newId(),
    contact,
    format: told.format ?? known?.format ?? null,
    went: null,
  };
  const others = planned.filter((one) => one !== known);
  const over = others.find((one) => !isComing(one, now));
  if (others.length >= INTERVIEW_LIMITS.planned && !over)
    throw new FullInterviewsError('there is no room for another interview');
  const kept = others.length >= INTERVIEW_LIMITS.planned ? others.filter((one) => one !== over) : others;
  return { ...joined, interviewing: { ...joined.interviewing, planned: [...kept, interview] } };
}

function isProgram({ kind, name }: Correspondent, program: string): boolean {
  return kind === 'program' && isSameProgram(name, program);
}

/** Whoever is invited had applied there. Where there is no room for more people, the interview has none. */
function withProgram(person: Applicant, program: string, newId: NewId): Applicant {
  if (person.people.some((one) => isProgram(one, program))) return person;
  const named = correspondentSchema
    .omit({ id: true })
    .parse({ kind: 'program', name: program, known: ['applied'] });
  try {
    return withPeople(person, [named], newId);
  } catch (error) {
    if (error instanceof FullPeopleError) return person;
    throw error;
  }
}

/** The interview in the log of its program: from us, since in the quiet time only what a program started allows an answer. */
export function withInterviewLogged(
  person: Applicant,
  interview: PlannedInterview,
  now: Temporal.Instant,
): Applicant {
  if (interview.contact === null) return person;
  const start = startOf(interview);
  const at = start && start.epochMilliseconds <= now.epochMilliseconds ? start : now;
  const message: Message = {
    at: at.toString({ smallestUnit: 'second' }),
    from: 'me',
    kind: 'interview',
    refused: false,
    says: null,
  };
  return withContact(person, interview.contact, (contact) => {
    const known = [...new Set([...contact.known, 'interviewed' as const])];
    const isLogged = contact.log.some(({ kind, at: then }) => kind === 'interview' && then === message.at);
    return isLogged ? { ...contact, known } : { ...withMessage(contact, message), known };
  });
}
