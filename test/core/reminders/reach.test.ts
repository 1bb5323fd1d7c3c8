import { toString as flatten } from 'mdast-util-to-string';
import { describe, expect, test } from 'vitest';
import { type Platform, refusalSchema } from '#core/platform.ts';
import type { Applicant, Identity } from '#core/record/applicant.ts';
import { identityOn, reachablePlatform, reachParts, refusedOn, visited } from '#core/reminders/reach.ts';
import { say } from '../../say.ts';
import { somebody } from './person.ts';

const REFUSED = '2026-11-23T10:00:00Z';
const LATER = '2026-11-23T10:00:01Z';

const identity = (platform: Platform, seenAt: string): Identity => ({
  platform,
  user: '1',
  address: '1',
  refusal: null,
  seenAt,
});

/** Seen on Telegram a day after Discord. */
function both(writeTo: Platform | null = null): Applicant {
  const person = somebody();
  const identities = [
    identity('discord', '2026-11-20T10:00:00Z'),
    identity('telegram', '2026-11-21T10:00:00Z'),
  ];
  return { ...person, identities, settings: { ...person.settings, writeTo } };
}

const said = (person: Applicant): string =>
  reachParts(person, say)
    .map((part) => (part.kind === 'text' ? flatten({ type: 'root', children: [...part.body] }) : ''))
    .join('\n');

test('an instant without a fraction comes before one in the same second', () => {
  const person = both();
  const identities = [
    identity('discord', '2026-11-21T10:00:00Z'),
    identity('telegram', '2026-11-21T10:00:00.250Z'),
  ];
  expect(reachablePlatform({ ...person, identities })).toBe('telegram');
});

describe('the platform to write to', () => {
  test.each([
    ['is where the person was last', null, [], 'telegram'],
    ['is the chosen one', 'discord', [], 'discord'],
    ['is the other one while the chosen one refuses', 'discord', ['discord'], 'telegram'],
    ['is the other one while the last one refuses', null, ['telegram'], 'discord'],
    ['is none while both refuse', 'discord', ['discord', 'telegram'], null],
    ['is the last one where the chosen one is no longer linked', 'playground', [], 'telegram'],
  ] as const)('%s', (_, writeTo, refused, platform) => {
    const person = refused.reduce<Applicant>(
      (old, one) => refusedOn(old, one, 'closed', REFUSED),
      both(writeTo),
    );
    expect(reachablePlatform(person)).toBe(platform);
  });
});

describe('a platform that has refused', () => {
  test.each(refusalSchema.options)('%s is not tried again without a visit there', (refusal) => {
    const refused = refusedOn(both('discord'), 'discord', refusal, REFUSED);
    expect(reachablePlatform(refused)).toBe('telegram');
    expect(reachablePlatform(visited(refused, 'telegram', LATER, null))).toBe('telegram');
    expect(reachablePlatform(visited(refused, 'discord', LATER, null))).toBe('discord');
  });

  test.each([
    ['closed', 'closed'],
    ['blocked', null],
    ['never_started', null],
    ['gone', null],
  ] as const)('%s is after a visit known as %s', (refusal, after) => {
    const back = visited(refusedOn(both(), 'discord', refusal, REFUSED), 'discord', LATER, 'dm7');
    expect(identityOn(back, 'discord')).toMatchObject({ refusal: after, seenAt: LATER, address: 'dm7' });
  });

  test('again after one more try waits for the next visit', () => {
    const tried = visited(refusedOn(both('discord'), 'discord', 'closed', REFUSED), 'discord', LATER, null);
    const again = refusedOn(tried, 'discord', 'closed', '2026-11-24T10:00:00Z');
    expect(reachablePlatform(again)).toBe('telegram');
  });
});

describe('what is said of it', () => {
  test('is nothing while all is well', () => expect(reachParts(both(), say)).toEqual([]));

  test.each(refusalSchema.options)('names the platform that is %s, and where messages go now', (refusal) => {
    const text = said(refusedOn(both(), 'telegram', refusal, REFUSED));
    expect(text).toContain('Telegram');
    expect(text).toContain("So I'll write to you on Discord.");
  });

  test('says that reminders are kept where nothing is open, and what is tried next after a visit', () => {
    const closed = refusedOn(refusedOn(both(), 'telegram', 'blocked', REFUSED), 'discord', 'closed', REFUSED);
    expect(said(closed)).toContain('So I keep your reminders');
    expect(said(visited(closed, 'discord', LATER, null))).toContain("I'll try Discord again");
  });
});
