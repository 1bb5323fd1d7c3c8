import { z } from 'zod';
import { patternSchema } from '#core/pattern.ts';
import { citationSchema } from '#core/source.ts';

export const helplineSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9_]{1,20}$/),
  /** ISO 3166-1 alpha-2; empty: everywhere. */
  countries: z.array(z.string().regex(/^[A-Z]{2}$/)),
  name: z.string().min(1),
  /** How to reach it, and for whom it is. */
  reach: z.string().min(1),
  /** Null: not confirmed, or not meant. */
  hours: z.string().min(1).nullable(),
  source: citationSchema,
});
export type Helpline = z.infer<typeof helplineSchema>;

/** What is met first when somebody's words sound like danger: how we notice, and whom we point to. */
export const crisisSchema = z.strictObject({
  harmless: z.array(patternSchema),
  patterns: z.array(patternSchema).min(1),
  helplines: z.array(helplineSchema).min(1),
});
export type Crisis = z.infer<typeof crisisSchema>;

const compiled = new WeakMap<Crisis, { readonly harmless: RegExp; readonly patterns: RegExp }>();

/** Whether words sound like danger to somebody's life. Errs to the careful side. */
export function isCrisis(text: string, crisis: Crisis): boolean {
  const { harmless, patterns } = compile(crisis);
  return patterns.test(normalise(text).replace(harmless, ' '));
}

/** The helplines to show to somebody in `country` (ISO 3166-1 alpha-2), or to somebody whose country is not known. */
export function helplinesFor(crisis: Crisis, country: string | null): readonly Helpline[] {
  return crisis.helplines.filter(
    ({ countries }) => country === null || countries.length === 0 || countries.includes(country),
  );
}

function compile(crisis: Crisis): { readonly harmless: RegExp; readonly patterns: RegExp } {
  const known = compiled.get(crisis);
  if (known) return known;
  const made = { harmless: anyOf(crisis.harmless, 'g'), patterns: anyOf(crisis.patterns, '') };
  compiled.set(crisis, made);
  return made;
}

/** `(?!)` never matches: an empty list finds nothing. */
function anyOf(patterns: readonly string[], flags: string): RegExp {
  return new RegExp(patterns.map((pattern) => `(?:${pattern})`).join('|') || '(?!)', flags);
}

/** Spellings that people type in a hurry, mended before anything is looked for. */
const MENDED: readonly (readonly [RegExp, string])[] = [
  [/\bsu[iea]*c[iea]*d(e|al|ial)\b/g, 'suicid$1'],
  [/\bsuicidial\b/g, 'suicidal'],
  [/\b(kil|kll|kill|killl)(ing)? (my ?self|me ?self|mysefl|myslef|myselv|mysel)\b/g, 'kill myself'],
  [/\b(hurt|harm|cut) (mysefl|myslef|my self|meself)\b/g, '$1 myself'],
  [/\bwanna\b/g, 'want to'],
  [/\b(wan|wnat|watn) to\b/g, 'want to'],
  [/\b(gonna|gona)\b/g, 'going to'],
  [/\b(selfharm|self harming)\b/g, 'self harm'],
  [/\banymre|any more\b/g, 'anymore'],
  [/\b(im|i m)\b/g, 'i am'],
  [/\bi ?ve\b/g, 'i have'],
];

function normalise(text: string): string {
  const plain = text
    .replace(/['’‘`´]/g, '')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(/(\p{L})\1{2,}/gu, '$1')
    .trim();
  return MENDED.reduce((mended, [wrong, right]) => mended.replace(wrong, right), plain);
}
