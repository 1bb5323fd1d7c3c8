import { fileURLToPath } from 'node:url';
import type { Temporal } from 'temporal-polyfill';
import { inZone, readInstant, readZone } from '#app/adviser/input.ts';
import { InputError, type Verb } from '#app/adviser/verb.ts';
import { loadTexts } from '#app/texts.ts';
import { readPhrase } from '#core/reminders/phrase/phrase.ts';
import { createSay } from '#core/text.ts';
import { instantOf, wallSchema } from '#core/time/wall.ts';

const TEXTS = fileURLToPath(new URL('../../config/locales/en/', import.meta.url));

/** Reads a time in plain words as `/remind` would, at a given moment in a given zone. */
export const remind: Verb = {
  usage: 'remind "PHRASE" [--at DATETIME] [--zone Z]',
  run: async ([phrase, ...more], { at, zone: named }) => {
    if (!phrase || more.length > 0) throw new InputError(['remind: takes one phrase, in quotes']);
    const zone = readZone(named);
    const { what, when, deadline } = readPhrase(phrase, momentOf(at, zone), zone);
    if (when.kind === 'refused') {
      const say = createSay('en', await loadTexts(TEXTS));
      const sentence = say.plain(`remind.refused.${when.why}`, { word: when.word });
      throw new InputError([`remind: ${when.why}: ${sentence}`]);
    }
    const { wall, rule, notes } = when;
    const value = { what, wall, zone, at: inZone(instantOf(wall, zone), zone), rule, deadline, notes };
    return { lines: [JSON.stringify(value, null, 2)], ok: true };
  },
};

/** A wall-clock time in `zone`, or an instant with its offset; left out: now. @throws {InputError} */
function momentOf(at: string | undefined, zone: string): Temporal.Instant {
  const wall = wallSchema.safeParse(at?.replace(' ', 'T'));
  return wall.success ? instantOf(wall.data, zone) : readInstant(at);
}
