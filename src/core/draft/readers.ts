import { dateWords, put } from '#core/draft/dates.ts';
import {
  boardHistory,
  failedFact,
  failuresOf,
  latestOpenFailure,
  passedFact,
  retakeFact,
  storyFact,
} from '#core/draft/exams.ts';
import type { Fact, Readers, Source } from '#core/draft/fact.ts';
import { fieldOf, fieldsOf, fieldWords, trainingWords } from '#core/draft/fields.ts';
import { practice } from '#core/draft/practice.ts';
import { aim, inSoap, outcome, season, seasons } from '#core/draft/seasons.ts';
import { latestWork, monthsWords, together, workLines } from '#core/draft/work.ts';

/** What each source of a slot reads from the grounds. */
export const READERS: Readers = {
  'letterhead.name': letterhead('name'),
  'letterhead.degree': letterhead('degree'),
  'letterhead.school': letterhead('school'),
  'letterhead.country': letterhead('country'),
  'letterhead.aamcId': letterhead('aamcId'),
  'letterhead.phone': letterhead('phone'),
  'letterhead.mail': letterhead('mail'),
  'story.cause': ({ grounds }) => told(grounds.story.cause, 'story.cause'),
  'story.changes': ({ grounds, knowledge }) =>
    grounds.story.changes.map(({ what, since }, index) => ({
      text: since ? put(knowledge.drafts.phrases.since, { what: bare(what), date: dateWords(since) }) : what,
      paths: [`story.changes[${index}]`],
    })),
  'story.strengths': ({ grounds }) =>
    grounds.story.strengths.map((text, index) => ({ text, paths: [`story.strengths[${index}]`] })),
  'story.field': ({ grounds }) => told(grounds.story.field, 'story.field'),
  'story.plan': ({ grounds }) => told(grounds.story.plan, 'story.plan'),
  'to.feedback': ({ grounds }) => told(grounds.to?.feedback ?? null, 'to.feedback'),
  person: ({ grounds: { to } }) => (to && !isPlace(to.kind) ? told(to.name, 'to.name') : null),
  program: ({ grounds: { to } }) => {
    if (to?.program) return told(to.program, 'to.program');
    return to && isPlace(to.kind) ? told(to.name, 'to.name') : null;
  },
  contact: ({ grounds: { to }, knowledge }) => {
    const { contact } = knowledge.drafts.phrases;
    const how = (['interviewed', 'conversation', 'rotated'] as const).find((one) => to?.known.includes(one));
    return how ? { text: contact[how], paths: ['to.known'] } : null;
  },
  together,
  field: (source) => worded(source, fieldWords),
  training: (source) => worded(source, trainingWords),
  fields: fieldsOf,
  outcome,
  season,
  seasons,
  aim,
  in_soap: inSoap,
  any_position: ({ grounds }) =>
    grounds.profile.priority === 'any_position'
      ? { text: 'any position', paths: ['profile.priority'] }
      : null,
  failed: (source) => joined(failuresOf(source).map((failure) => failedFact(failure, source))),
  exam_story: (source) =>
    joined(
      failuresOf(source).map((failure) => storyFact(failure, source)),
      ', and ',
    ),
  late_result: (source) => {
    const latest = latestOpenFailure(source);
    return latest && storyFact(latest, source);
  },
  passed: (source) => joined(failuresOf(source).flatMap((failure) => passedFact(failure, source) ?? [])),
  retake: (source) => joined(failuresOf(source).flatMap((failure) => retakeFact(failure, source) ?? [])),
  practice,
  board_history: boardHistory,
  graduation,
  us_months: (source) => {
    const text = monthsWords(source.grounds.profile.usMonths ?? 0, source);
    return text ? { text, paths: ['profile.usMonths'] } : null;
  },
  us_work: (source) => workLines(source, ['hands_on'], 'us'),
  experience: (source) => workLines(source, ['hands_on', 'observing', 'clinical_work', 'other']),
  research: (source) => workLines(source, ['research']),
  latest_work: latestWork,
};

function letterhead(field: keyof Source['grounds']['letterhead']): (source: Source) => Fact | null {
  return ({ grounds }) => told(grounds.letterhead[field], `letterhead.${field}`);
}

function told(text: string | null, path: string): Fact | null {
  return text === null ? null : { text, paths: [path] };
}

function worded(source: Source, words: (source: Source, id: string) => string | null): Fact | null {
  const found = fieldOf(source);
  const text = found && words(source, found.id);
  return found && text ? { text, paths: [found.path] } : null;
}

/** Joins clauses about different exams, with a comma between them if one contains an "and" of its own. */
function joined(facts: readonly Fact[], between = ' and '): Fact | null {
  if (facts.length === 0) return null;
  return { text: facts.map(({ text }) => text).join(between), paths: facts.flatMap(({ paths }) => paths) };
}

/** Whether a name belongs to a program or a place rather than a person. */
function isPlace(kind: NonNullable<Source['grounds']['to']>['kind']): boolean {
  return kind === 'program' || kind === 'place' || kind === 'school';
}

/** Without the full stop, which would otherwise end up mid-sentence. */
function bare(text: string): string {
  return text.replace(/[.;,\s]+$/, '');
}

/**
 * "graduated from Dow Medical College (Pakistan) in 2019"; until July of their last year, they are in the class of that
 * year.
 */
function graduation({ grounds, knowledge, now }: Source): Fact | null {
  const { letterhead: head, profile } = grounds;
  if (!head.school || profile.graduated === null) return null;
  const { phrases } = knowledge.drafts;
  const { country } = head;
  const school = country ? put(phrases.school_abroad, { school: head.school, country }) : head.school;
  const today = now.toZonedDateTimeISO('UTC');
  const isPast = profile.graduated < today.year || (profile.graduated === today.year && today.month >= JULY);
  const text = put(isPast ? phrases.graduated : phrases.graduating, { school, year: profile.graduated });
  const paths = ['letterhead.school', ...(country ? ['letterhead.country'] : []), 'profile.graduated'];
  return { text, paths };
}

const JULY = 7;
