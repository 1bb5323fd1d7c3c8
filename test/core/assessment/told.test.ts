import { expect, test } from 'vitest';
import { factsOf } from '#core/assessment/facts.ts';
import { withoutEntry } from '#core/assessment/told.ts';
import type { Profile } from '#core/record/profile.ts';
import { ck, knowledge, NOW, person } from './people.ts';

type Told = Parameters<typeof person>[0];
type Experience = Profile['experience'][number];
type Letter = Profile['letters'][number];

const fact = (field: 'us_months' | 'strong_letters' | 'recent_clinical' | 'strength', told: Told) =>
  factsOf(person(told), knowledge, NOW)[field];
const worked = (
  kind: Experience['kind'],
  place: Experience['place'],
  months: number,
  until: string | null = null,
): Experience => ({ kind, place, months, until, specialty: null });
const letter = (from: Letter['from'], strong: Letter['strong']): Letter => ({
  from,
  strong,
  specialty: null,
  year: null,
});

test.each<[string, Told, number | null]>([
  ['nothing told', {}, null],
  ['told in short', { usMonths: 3 }, 3],
  [
    'listed: only hands-on work in the US counts',
    {
      experience: [
        worked('hands_on', 'us', 1),
        worked('hands_on', 'us', 1.5),
        worked('observing', 'us', 4),
        worked('hands_on', 'elsewhere', 12),
      ],
    },
    2.5,
  ],
  ['the list shows more than was told', { usMonths: 0, experience: [worked('hands_on', 'us', 2)] }, 2],
  ['the list is not complete yet', { usMonths: 6, experience: [worked('hands_on', 'us', 2)] }, 6],
  [
    'a research job does not cancel what was told',
    { usMonths: 3, experience: [worked('research', 'us', 12)] },
    3,
  ],
  ['watching is no hands-on work, and proves none', { experience: [worked('observing', 'us', 4)] }, null],
])('US months, %s', (_, told, months) => expect(fact('us_months', told)).toBe(months));

test.each<[string, Told, number | null]>([
  ['nothing told', {}, null],
  ['told in short', { strongLetters: 2 }, 2],
  [
    'listed: strong, from the US, from hands-on work',
    {
      letters: [
        letter('us_hands_on', 'yes'),
        letter('us_other', 'yes'),
        letter('elsewhere', 'yes'),
        letter('us_hands_on', 'no'),
      ],
    },
    1,
  ],
  ['the list shows more than was told', { strongLetters: 0, letters: [letter('us_hands_on', 'yes')] }, 1],
  ['the first of three is listed', { strongLetters: 3, letters: [letter('us_hands_on', 'yes')] }, 3],
  ['one of two turns out not to be strong', { strongLetters: 2, letters: [letter('us_hands_on', 'no')] }, 1],
  ['a letter of which nobody knows', { letters: [letter('us_hands_on', 'unknown')] }, null],
])('strong letters, %s', (_, told, letters) => expect(fact('strong_letters', told)).toBe(letters));

test.each<[string, Told, boolean | null]>([
  ['nothing told', {}, null],
  ['told in short', { recentClinical: 'yes' }, true],
  ['listed, until last month', { experience: [worked('clinical_work', 'elsewhere', 6, '2026-10')] }, true],
  ['exactly a year ago', { experience: [worked('hands_on', 'us', 1, '2025-11')] }, true],
  ['a month more than a year ago', { experience: [worked('hands_on', 'us', 1, '2025-10')] }, false],
  ['less than a month of it', { experience: [worked('hands_on', 'us', 0.5, '2026-10')] }, false],
  ['watching and research do not count', { experience: [worked('observing', 'us', 6, '2026-10')] }, null],
  ['no end told: it cannot be said', { experience: [worked('clinical_work', 'elsewhere', 6)] }, null],
  [
    'an old entry does not overrule what was told',
    { recentClinical: 'yes', experience: [worked('hands_on', 'us', 3, '2019-05')] },
    true,
  ],
  [
    'the list proves it despite what was told',
    { recentClinical: 'no', experience: [worked('hands_on', 'us', 3, '2026-05')] },
    true,
  ],
])('recent clinical work, %s', (_, told, recent) => expect(fact('recent_clinical', told)).toBe(recent));

test.each<[string, Told, boolean | null]>([
  ['nothing told', {}, null],
  ['told in short', { strength: 'yes' }, true],
  ['named', { strengths: ['evaluations'] }, true],
  ['an upward trend alone is no strength beside the exams', { strengths: ['upward_trend'] }, false],
  ['asked, and nothing named', { answered: ['strengths'] }, false],
  ['told in short that there is none, then named', { strength: 'no', strengths: ['research'] }, true],
])('a standout strength, %s', (_, told, strength) => expect(fact('strength', told)).toBe(strength));

test('a removed entry no longer counts, even if the short answer included it', () => {
  const told = person({
    usMonths: 3,
    strongLetters: 2,
    experience: [worked('hands_on', 'us', 3), worked('research', 'us', 12)],
    letters: [letter('us_hands_on', 'yes'), letter('us_hands_on', 'yes'), letter('elsewhere', 'yes')],
  });
  expect(fact('us_months', withoutEntry(told, 'experience', 0))).toBe(0);
  expect(fact('us_months', withoutEntry(told, 'experience', 1))).toBe(3);
  expect(fact('strong_letters', withoutEntry(told, 'letters', 1))).toBe(1);
  expect(fact('strong_letters', withoutEntry(told, 'letters', 2))).toBe(2);
  expect(withoutEntry(person({ exams: [ck('fail')] }), 'exams', 0).exams).toEqual([]);
});
