import { expect, test } from 'vitest';
import type { DraftKind } from '#core/record/draft-kind.ts';
import { categoriesIn, grounds } from './people.ts';

const MENTOR = grounds({
  profile: {},
  to: { kind: 'mentor', name: 'Dr. Abara', known: ['rotated'], log: [] },
});
const IN_SOAP = '2027-03-16T15:00:00Z';

test.each([
  'Could you ring the director in Salina this morning and say a word for me?',
  'You know the program in Salina. A short call from you would help more than my file; please write to her today.',
])('in SOAP nobody is asked to speak to a program: %s', (text) => {
  expect(categoriesIn(text, 'mentor-ask', MENTOR, IN_SOAP)).toContain('contact-not-allowed');
});

test.each([
  'Could you call me tonight, so that I can practice before a program calls?',
  'I know that you may not call a program for me, so please do not.',
])('a mentor may advise in SOAP: %s', (text) => {
  expect(categoriesIn(text, 'mentor-ask', MENTOR, IN_SOAP)).not.toContain('contact-not-allowed');
});

test('outside SOAP a mentor may put in a word', () => {
  const text = 'Could you ring the director in Salina and say a word for me?';
  expect(categoriesIn(text, 'mentor-ask', MENTOR)).not.toContain('contact-not-allowed');
});

/** A program that interviewed on January 14, and wrote last on the day `wrote`. */
function program(wrote: string) {
  return grounds({
    profile: {},
    to: {
      kind: 'program',
      name: 'Prairie View Family Medicine',
      known: ['applied', 'interviewed'],
      log: [
        { at: '2027-01-14T16:00:00Z', from: 'them', kind: 'interview' },
        { at: '2027-04-20T16:00:00Z', from: 'me', kind: 'program-feedback' },
        { at: wrote, from: 'them', kind: 'mail' },
      ],
    },
  });
}

test('an answer to their own last mail is not one message too many', () => {
  const told = program('2027-04-28T16:00:00Z');
  const at = '2027-04-29T15:00:00Z';
  expect(
    categoriesIn('Thank you for your mail. The transcript is attached.', 'status-question', told, at),
  ).not.toContain('contact-not-allowed');
});

test('a text that says itself that they want no mail is held back', () => {
  const text = 'Ms. Poole asked us not to write after the interview, so I will keep it short.';
  const told = program('2027-01-15T16:00:00Z');
  expect(categoriesIn(text, 'thank-you', told, '2027-01-16T15:00:00Z')).toContain('contact-not-allowed');
});

test.each<readonly [DraftKind, string, boolean]>([
  ['thank-you', 'Thank you for the interview on January 4.', true],
  ['program-feedback', 'I interviewed with you on 2 February and did not match.', true],
  ['thank-you', 'Thank you for the interview on January 14.', false],
  ['thank-you', 'Thank you for the interview. My exam is on January 4.', false],
  ['program-feedback', 'I interviewed with you in February.', false],
  ['status-question', 'I met a resident of yours before my Step 3 on January 4.', false],
])('in a %s the log knows the day of the interview: %s', (as, text, isOther) => {
  const found = categoriesIn(text, as, program('2027-04-28T16:00:00Z')).includes('contradicts-record');
  expect(found).toBe(isOther);
});
