import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { inZone, parseGiven, readInstant, readZone } from '#app/adviser/input.ts';
import { InputError, type Verb } from '#app/adviser/verb.ts';
import { readPhrase } from '#core/reminders/phrase/phrase.ts';
import { instantOf } from '#core/time/wall.ts';

/** Reads a time in plain words at a given moment in a given zone, as `/remind` would. */
export const remind: Verb = {
  usage: 'remind "PHRASE" [--at DATETIME] [--zone Z]',
  takes: [{ name: 'phrase', as: 'text' }],
  wants: 'one phrase, in quotes',
  run: ([phrase], { at, zone: named }, { say, now }) => {
    const zone = readZone(named);
    const words = parseGiven(phrase, z.string().min(1), 'phrase');
    const { what, when, deadline } = readPhrase(words, readInstant(at, now, zone), zone);
    if (when.kind === 'refused') {
      const sentence = say.plain(`remind.refused.${when.why}`, { word: when.word });
      throw new InputError([`remind: ${when.why}: ${sentence}`]);
    }
    const { wall, instant, rule, notes } = when;
    const exact = inZone(instant ? Temporal.Instant.from(instant) : instantOf(wall, zone), zone);
    return { kind: 'one', value: { what, wall, zone, at: exact, rule, deadline, notes } };
  },
};
