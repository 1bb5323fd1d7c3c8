import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { parseAnswer, viewOf } from '#bots/chat/answers.ts';
import { defineForm, type Question } from '#bots/chat/form.ts';
import { startSession } from '#bots/chat/progress.ts';
import { nobody, room } from '../commands/room.ts';

const form = (question: Question) =>
  defineForm({
    id: 'assess',
    version: 1,
    questions: [question],
    schema: z.unknown(),
    finish: async () => [],
  });

const read = (question: Question, typed: string) => {
  const one = form(question);
  const { context } = room(nobody);
  const progress = startSession(one, 'session1', {});
  return parseAnswer({ form: one, progress, question, view: viewOf(context(), progress) }, typed);
};

describe('a month', () => {
  const month: Question = { id: 'booked', type: 'month', min: '1990-01', max: '2040-12' };
  test.each([
    ['June 2026', '2026-06'],
    ['jun. 2026', '2026-06'],
    ['Sept 2026', '2026-09'],
    ['may, 2026', '2026-05'],
    ['DECEMBER 2026', '2026-12'],
    ['2026-06', '2026-06'],
    ['6/2026', '2026-06'],
  ])('%s is read', (typed, value) => {
    expect(read(month, typed)).toEqual({ kind: 'answer', value });
  });

  test.each([
    'Junk 2026',
    'Marvel 2026',
    'Decide 2026',
    'Janu 2026',
    'Mayor 2026',
    'Octopus 2026',
    '13/2026',
  ])('%s is refused', (typed) => {
    expect(() => read(month, typed)).toThrow('chat.not_a_month');
  });
});
