import { expect, test } from 'vitest';
import { apart, isEdited, newDraft, refilled, titleOf, withText } from '#core/draft/draft.ts';
import { withTold } from '#core/draft/told.ts';
import { newApplicant } from '#core/record/applicant.ts';
import { DRAFT_LIMITS } from '#core/record/draft.ts';
import { PAPER_LIMITS } from '#core/record/paper.ts';
import { knowledge, NOW } from '../assessment/people.ts';

const person = newApplicant('person0001', { platform: 'discord', user: '1', address: null }, NOW.toString());
const template = knowledge.templates.find(({ id }) => id === 'mentor-ask');
if (!template) throw new Error('no template');
const draft = newDraft(template, person, null, knowledge, NOW);

test('what is told about the person fills every draft, and a blank stays where nothing is known', () => {
  expect(draft.text).toContain('[your name]');
  const told = withTold(person, 'letterhead.name', 'Amina Khan');
  if (!told) throw new Error('not kept');
  const filled = refilled(draft, told, knowledge, NOW);
  expect(filled.text).toContain('Amina Khan');
  expect(filled.text).not.toContain('[your name]');
  expect(refilled(filled, told, knowledge, NOW)).toBe(filled);
});

test('an AAMC ID has eight digits, however they are typed; anything else is kept nowhere', () => {
  expect(withTold(person, 'letterhead.aamcId', '1234 5678')?.letterhead.aamcId).toBe('12345678');
  expect(withTold(person, 'letterhead.aamcId', '1234')).toBeNull();
  expect(withTold(person, 'story.changes', '- weekly check-ins\n\n• UWorld twice')?.story.changes).toEqual([
    { what: 'weekly check-ins', since: null },
    { what: 'UWorld twice', since: null },
  ]);
});

test('an edited text is never filled over, and the texts before it are kept', () => {
  const edited = withText(draft, 'My own words.', NOW.toString());
  const told = withTold(person, 'letterhead.name', 'Amina Khan') ?? person;
  expect(isEdited(edited)).toBe(true);
  expect(refilled(edited, told, knowledge, NOW)).toBe(edited);
  expect(edited.versions).toEqual([{ at: NOW.toString(), text: draft.text }]);
});

test('earlier texts are kept up to a number and a length', () => {
  const many = Array.from({ length: 30 }, (_, index) => `${index}`).reduce(
    (one, text) => withText(one, text, NOW.toString()),
    draft,
  );
  expect(many.versions).toHaveLength(DRAFT_LIMITS.versions);
  const long = ['a', 'b', 'c', 'd', 'e'].reduce(
    (one, letter) => withText(one, letter.repeat(DRAFT_LIMITS.text), NOW.toString()),
    draft,
  );
  const kept = long.versions.reduce((sum, { text }) => sum + text.length, 0);
  expect(kept).toBeLessThanOrEqual(DRAFT_LIMITS.earlier);
  expect(long.versions[0]?.text).toBe('d'.repeat(DRAFT_LIMITS.text));
});

test("a title tells the version, or how a text of one's own begins, and no two of a person are the same", () => {
  const titled = (template: string | null, text: string) =>
    titleOf({ kind: 'explanation', template, text }, null, knowledge);
  const versions = ['explanation-written', 'explanation-spoken', 'explanation-short'];
  expect(new Set(versions.map((id) => titled(id, ''))).size).toBe(3);
  const own = titled(null, 'I failed Step 2 CK on my first attempt, in June.');
  expect(own).toContain('“I failed Step 2 CK on my first…”');
  expect(titled(null, 'Short.')).toContain('“Short.”');
  expect(titled(null, '😀'.repeat(40))).toBe(titled(null, '😀'.repeat(40)).toWellFormed());
  expect(apart(own, [])).toBe(own);
  expect(apart(own, [own, `${own} (2)`, 'another'])).toBe(`${own} (3)`);
  const long = titleOf({ kind: 'explanation', template: null, text: 'x'.repeat(900) }, null, knowledge);
  expect(
    apart(
      long,
      Array.from({ length: 99 }, (_, at) => (at === 0 ? long : `${long} (${at + 1})`)),
    ).length,
  ).toBeLessThanOrEqual(PAPER_LIMITS.title);
});

test("a text of one's own is never an edited template", () => {
  expect(isEdited({ ...draft, template: null, text: 'mine', filled: '' })).toBe(false);
});
