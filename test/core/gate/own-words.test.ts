import { describe, expect, test } from 'vitest';
import { actionOfWords, addresseeIn } from '#core/gate/own-words.ts';
import { counterpartSchema } from '#core/knowledge/own-words.ts';
import { knowledge } from '../assessment/people.ts';

const rules = knowledge.gate.own_words;

describe.each(counterpartSchema.options)('own words to %s', (addressee) => {
  const { must, must_not } = rules.addressees[addressee];

  test.each(must)('%s', (text) => {
    expect(addresseeIn(text, rules)).toBe(addressee);
  });

  test.each(must_not)('not: %s', (text) => {
    expect(addresseeIn(text, rules)).not.toBe(addressee);
  });
});

test('a program and someone unclear are held, everyone else is a different action', () => {
  const kindOf = (text: string) => actionOfWords(text, rules)?.kind ?? null;
  expect(kindOf('email the coordinator')).toBe('contact_program');
  expect(kindOf('email Dr. Patel')).toBe('contact_program');
  expect(kindOf('remind my letter writer')).toBe('ask_letter_writer');
  expect(kindOf('call my mentor')).toBe('ask_mentor');
  expect(kindOf('call the dean')).toBe('ask_school');
  expect(kindOf('email ECFMG')).toBe('contact_place');
  expect(kindOf('buy milk')).toBeNull();
});

test('spelling, case and accents do not hide a contact', () => {
  for (const text of ['E-MAIL THE COORDINATOR', 'émail the coördinator', 'Buy milk; call the PD!'])
    expect(addresseeIn(text, rules)).toBe('program');
});
