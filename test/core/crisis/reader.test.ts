import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCrisis, readerFor } from '#core/crisis/crisis.ts';
import { crisisKnowledge } from './knowledge.ts';

const levelOf = (text: string) => readCrisis(text, crisisKnowledge).level;
const isHeard = (text: string) => ['danger', 'maybe'].includes(levelOf(text));

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

test.each(DANGER)('is heard: %s', (text) => expect(isHeard(text)).toBe(true));
test.each(HARMLESS)('is harmless: %s', (text) => expect(levelOf(text)).toBe('none'));

test.each([
  'I want to kill myself',
  'I want to die',
  'i tried to hang myself last night',
  'I took the whole strip of tablets',
  'I scratched my wrists open again',
  'thinking of finishing my life tonight',
  'I have no more will of life',
  'quiero morirme',
  'vou me matar',
  'je veux mourir',
  'main marna chahta hun',
  'عايز اموت',
  'я хочу умереть',
  'ölmek istiyorum',
])('is danger about oneself: %s', (text) =>
  expect(readCrisis(text, crisisKnowledge)).toEqual({ level: 'danger', about: 'self' }),
);

test.each([
  'My sister says she will hurt herself if she fails again',
  'my friend wants to kill himself',
  'mi hermana quiere suicidarse',
  'мой друг хочет покончить с собой',
])('is danger about somebody else: %s', (text) =>
  expect(readCrisis(text, crisisKnowledge)).toEqual({ level: 'danger', about: 'other' }),
);

test.each([
  'I would not mind if the bus hit me tomorrow',
  'I saved up my sleeping pills for results day',
  'my family would be better off without me',
])('is asked about at least: %s', (text) => expect(isHeard(text)).toBe(true));

test.each(['unalive', 'want to disappear'])('is asked about, short as it is: %s', (text) =>
  expect(isHeard(text)).toBe(true),
);

test.each([
  'worthless',
  'Depressed.',
  'burnt out',
  'crying all day',
  'I feel worthless',
  'crying all day since the email',
  'I am depressed',
  'I am burnt out',
  'I am so depressed and burnt out',
])('is distress: %s', (text) => expect(levelOf(text)).toBe('low'));

test.each([
  'ما ابي اعيش في نيويورك',
  "I don't want to live in Ohio",
  'my wife does not want to live in Texas',
  'no quiero vivir en Nueva York',
  'je ne veux pas vivre à New York',
  'ab Jersey mein nahi rehna mujhe',
  'não quero viver em Ohio',
  'надоело жить в Бруклине',
  "Brooklyn'de yaşamak istemiyorum çok pahalı",
])('a place is no danger: %s', (text) => expect(levelOf(text)).not.toBe('danger'));

test.each(['zhit ne hochetsya sovsem', 'hochu sdohnut i vse', 'vypil vse tabletki', 'ya hochu umeret'])(
  'Russian is heard in Latin letters: %s',
  (text) => expect(isHeard(text)).toBe(true),
);

test.each(['cant stop thinkng of kiling mysefl', 'im feelign suicidl', 'wana jusst dissapear frm this wrld'])(
  'misspelt words are heard: %s',
  (text) => expect(isHeard(text)).toBe(true),
);

describe('a long text is read sentence by sentence', () => {
  const draft = [
    'I grew up in a small town and studied medicine on a scholarship.',
    'In my third year I failed Step 1 while my father was ill, and I passed it eleven months later.',
    'My supervisors describe me as calm, careful and honest about what I do not know.',
    'I have completed two electives in internal medicine and a year of research on asthma.',
    'I speak three languages, and I call families back.',
    'What I would bring to your program is patience with people who are afraid.',
    'I am grateful that you read this application to the end.',
  ];

  test.each([1, 3, 6])('%i times as long, it is no cry for help', (times) => {
    expect(levelOf(Array.from({ length: times }, () => draft.join(' ')).join('\n'))).toBe('none');
  });

  test.each(['I want to die.', 'If I fail again I will end my life.', 'I took all my tablets an hour ago.'])(
    'one sentence of it is heard: %s',
    (sentence) => {
      for (const at of [0, 3, draft.length])
        expect(isHeard(draft.toSpliced(at, 0, sentence).join(' '))).toBe(true);
    },
  );
});

test.each([
  'which is the antidote in a digoxin overdose?',
  'a patient with suicidal ideation, what next',
  'volunteered at a suicide helpline for a year, list it?',
  'this rotation is killing me',
  "I can't go on with this rotation schedule",
  'dying to match there',
  'should I shoot my shot',
])('is no cry for help: %s', (text) => expect(levelOf(text)).toBe('none'));

test.each([
  'off',
  'quiet off',
  'none',
  'not sure',
  'Family Medicine',
  'Dr. Graves',
  'Pillsbury Regional',
  'tomorrow at 9 to cut my hair',
  'in two weeks to end my gym membership',
  'remind me on Friday at 5pm to call my mother',
  'Europe/Berlin',
  'Delete everything',
  'Keep it',
  'I failed Step 1 in 2023',
])('is an everyday answer: %s', (text) => expect(levelOf(text)).toBe('none'));

describe('spelling', () => {
  test.each([
    'i wanna d1e',
    'k i l l i n g myself tonight',
    'iwanttodie',
    'going to kill my self',
    'im suicdal',
    'gonna un-alive myself',
    'i dont wanna be alive anymor',
    'I don’t want to be alive',
    'i want to diiiiie',
    'KILL MYSELF',
    "😞 I can't go on",
    "I can't go on 😞",
    'me quiero 😭 morir',
  ])('is mended: %s', (text) => expect(isHeard(text)).toBe(true));
});

test('danger stays danger in capitals, with other apostrophes, beside other sentences', () => {
  const noise = fc.constantFrom('', 'hello.', 'my exam was bad.', '...', '😞', 'when is match day?');
  fc.assert(
    fc.property(fc.constantFrom(...DANGER), noise, noise, fc.boolean(), (text, before, after, loud) => {
      const said = `${before} ${loud ? text.toUpperCase().replaceAll("'", '´') : text}. ${after}`;
      expect(isHeard(said)).toBe(true);
    }),
    { numRuns: 60 },
  );
});

test('any text at all is read', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
      expect(['danger', 'maybe', 'low', 'none']).toContain(levelOf(text));
    }),
    { numRuns: 100 },
  );
});

describe('the work grows with the length of a text and no faster', () => {
  const reader = readerFor(crisisKnowledge);
  const stepsOf = (text: string) => reader.read(text).reduce((sum, { steps }) => sum + steps, 0);

  test.each([
    'i want to die ',
    'not want to live ',
    'my friend says she will die ',
    'i want to kill myself ',
    'took all my pills , ',
    'i i i jump die ',
  ])('%s over and over', (part) => {
    const short = stepsOf(part.repeat(Math.floor(80 / part.split(' ').length)));
    const long = stepsOf(part.repeat(Math.floor(160 / part.split(' ').length)));
    expect(short).toBeGreaterThan(0);
    expect(long).toBeLessThan(short * 2.6);
  });

  test('a text without an end is read to a bound', () => {
    const words = (text: string) => reader.read(text).flatMap((sentence) => sentence.words).length;
    expect(words('want to '.repeat(100_000))).toBe(words('want to '.repeat(200_000)));
    expect(words('a'.repeat(1_000_000))).toBeLessThan(10);
  });
});

test.each([
  ['I am a hard worker, and I give a hundred and ten percent.', 'none'],
  ["I can't really think of a mistake. I am very careful.", 'none'],
  ['As an intern I wrote an order on the wrong chart. I told the nurse and my senior at once.', 'none'],
  ['I saved up my sleeping pills for results day', 'maybe'],
  ['I want to kill myself', 'danger'],
])('a text for someone else takes a surer sign: %s', (text, level) =>
  expect(readCrisis(text, crisisKnowledge, true).level).toBe(level),
);
