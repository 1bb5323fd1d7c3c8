import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { readings } from '#core/reading/readings.ts';
import { KNOWLEDGE_DIR } from '../assessment/people.ts';
import { knowledge, NOW, people } from './people.ts';

const FILES = ['autopsy', 'pillars', 'programs_eye', 'coherence', 'realism'];

function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : [];
}

const texts = await Promise.all(
  FILES.map(async (file) => strings(parse(await readFile(join(KNOWLEDGE_DIR, `${file}.yaml`), 'utf8')))),
);
/** Words of chance, promise and cruelty, and advice that breaks a rule. */
const FORBIDDEN = [
  /%|per ?cent/i,
  /\bodds\b|\bchances?\b|probab|likel|guarantee/i,
  /\b\d+ (in|out of) \d+\b|match rate/i,
  /\b209\b.*pass mark|four years/i,
  /stupid|hopeless|lazy|failure of a/i,
  /retake (it )?to improve|(call|e-?mail)s? (the )?programs? (during|in) SOAP/i,
];

test.each(FILES.map((file, index) => [file, texts[index] ?? []] as const))(
  '%s.yaml mentions no odds',
  (_, all) => {
    expect(all.length).toBeGreaterThan(20);
    for (const text of all) {
      expect(text.length, text).toBeLessThanOrEqual(240);
      for (const pattern of FORBIDDEN) expect(text).not.toMatch(pattern);
    }
  },
);

test('nothing that anyone is told contains odds, an open blank or a source without a title', () => {
  for (const one of Object.values(people)) {
    const said = strings(readings(one, knowledge, NOW));
    for (const text of said) {
      expect(text).not.toMatch(/\{\{|\}\}|undefined|\bnull\b|NaN/);
      // The title of a page may hold what the page is about.
      if (
        !Object.values(knowledge.sources).some(({ title, address }) => text === title || text === address)
      ) {
        for (const pattern of FORBIDDEN) expect(text).not.toMatch(pattern);
      }
    }
  }
});

test('a pass cannot be taken again, and nobody who passed is told to', () => {
  for (const one of [people.silent, people.recovered, people.onlyInterviews]) {
    const said = strings(readings(one, knowledge, NOW)).join(' ');
    expect(said).not.toMatch(/Pass the (open|failed) exam|Make this exam the one thing/);
  }
});
