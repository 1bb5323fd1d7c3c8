import { z } from 'zod';
import { parseGiven } from '#app/adviser/input.ts';
import { InputError, type Verb } from '#app/adviser/verb.ts';
import { countryNamed } from '#core/country.ts';
import { readCrisis } from '#core/crisis/crisis.ts';
import { helplinesFor } from '#core/crisis/helplines.ts';

/** Reads words as the bot does, and returns the lines that it would show. */
export const crisis: Verb = {
  usage: 'crisis TEXT [--country CC]',
  takes: [{ name: 'text', as: 'text' }],
  wants: 'a text',
  run: ([text], { country }, { knowledge }) => {
    const heard = readCrisis(parseGiven(text, z.string(), 'text'), knowledge);
    const place = country === undefined ? null : countryNamed(country);
    if (country !== undefined && place === null) {
      throw new InputError([`--country: "${country}" is no country by name, code, flag or time zone`]);
    }
    const { emergency, isDisputed, lines } = helplinesFor(knowledge.helplines, place);
    const first = emergency && [{ kind: 'emergency', name: 'Emergency', reach: emergency, isDisputed }];
    return {
      kind: 'one',
      value: { ...heard, lines: heard.level === 'none' ? [] : [...(first || []), ...lines] },
    };
  },
};
