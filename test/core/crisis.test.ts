import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { crisisSchema, helplinesFor, isCrisis } from '#core/crisis.ts';

const crisis = crisisSchema.parse(
  parse(readFileSync(new URL('../../config/knowledge/crisis.yaml', import.meta.url), 'utf8')),
);

const DANGER = [
  'I want to die',
  'i just want to die',
  'I wanna die',
  'I want to kill myself',
  'im going to kill my self',
  'I am gonna kil myself',
  'KILL MYSELF',
  'thinking about suicide',
  "I'm suicidal",
  'feeling sucidal tonight',
  'suicde is all i think about',
  'kms',
  'I wish I was dead',
  'wish I were never born',
  'Everyone would be better off without me',
  'my family is better off without me',
  'I would be better off dead',
  "I don't want to live anymore",
  'I don’t want to be alive',
  'dont want to be here anymore',
  'I do not want to live',
  'no reason to live',
  'there is no point in living',
  'nothing left to live for',
  'life is not worth living',
  "life isn't worth living",
  'I want to end it all',
  'I just want to end it',
  'thinking of ending my life',
  'I might take my own life',
  'I could take all my pills',
  'I took too many pills last night',
  'I might overdose',
  'I keep cutting myself',
  'I hurt myself again',
  'self-harm again',
  'I could jump off a bridge',
  'thinking of jumping in front of a train',
  'hang myself',
  'I have a gun to my head',
  "I can't go on",
  'I cant do this any more',
  'I can not take it anymore',
  'I never want to wake up again',
  'I hope I do not wake up',
  'tired of living',
  'my life is over',
  'I have given up on life, giving up on life really',
  'I am not safe with myself',
  'slit my wrists',
  'I want to unalive myself',
  'my friend wants to kill himself',
  'I want   to…\n die',
  'i want to diiiiie',
  'nobody would care if I died',
  'I should just die',
  "I'd rather be dead than fail again",
  'failed again. whats the point of living',
  'I saw suicidal patients all month and now I want to die',
  'goodbye everyone',
];

const HARMLESS = [
  'this exam is killing me',
  'I killed it on the practice test',
  'I would kill for an interview',
  'I am dying to match',
  'the deadline is killing me',
  'dead tired after the shift',
  'I almost died laughing',
  'my phone died',
  'Step 2 CK is in June',
  'I failed Step 1 twice',
  'my patient died last week',
  'I wrote a paper on suicide prevention',
  'suicide risk assessment lecture',
  'I examined a suicidal patient',
  'my psychiatry patient wanted to kill himself',
  'opioid overdose management',
  'I want to end it with a strong paragraph',
  'I want to live in Boston',
  'end of the cycle',
  'I want to diet',
  'life sciences research',
  'cut my list to 45 programs',
  'I hurt my knee',
  'I will jump at any offer',
  'I want to finish everything by Friday',
  'remind me in two weeks to email Dr. Diego',
  'take the exam in March',
  'Overland Park',
  'no reason to retake a passed Step',
  'worth applying to family medicine?',
  'I hanged out with classmates',
  '3',
  '2026-11',
  '',
];

test.each(DANGER)('sounds like danger: %s', (text) => expect(isCrisis(text, crisis)).toBe(true));
test.each(HARMLESS)('is harmless: %s', (text) => expect(isCrisis(text, crisis)).toBe(false));

test('danger stays danger in capitals, with other apostrophes, inside other words', () => {
  const noise = fc.constantFrom('', 'hello', 'my exam was bad', '...', '😞');
  fc.assert(
    fc.property(fc.constantFrom(...DANGER), noise, noise, fc.boolean(), (text, before, after, loud) => {
      const said = `${before} ${loud ? text.toUpperCase().replaceAll("'", '´') : text} ${after}`;
      expect(isCrisis(said, crisis)).toBe(true);
    }),
  );
});

test('the longest text a person may send is judged in well under the time a platform waits', () => {
  const started = performance.now();
  for (const text of [
    'want to '.repeat(250),
    'a'.repeat(2000),
    "don't ".repeat(333),
    'suicide prevention '.repeat(105),
  ]) {
    isCrisis(text, crisis);
  }
  expect(performance.now() - started).toBeLessThan(1000);
});

test('helplines fit the country, and the emergency number is always there', () => {
  const ids = (country: string | null) => helplinesFor(crisis, country).map(({ id }) => id);
  expect(ids('US')).toEqual(['emergency', 'lifeline_us', 'physician_support']);
  expect(ids('CA')).toEqual(['emergency', 'lifeline_ca']);
  expect(ids('PK')).toEqual(['emergency']);
  expect(ids(null)).toEqual(['emergency', 'lifeline_us', 'lifeline_ca', 'physician_support']);
});
