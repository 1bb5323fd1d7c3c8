import { expect, test } from 'vitest';
import { z } from 'zod';
import { defineCommand } from '#bots/chat/command.ts';
import { createCommandTable } from '#bots/chat/command-table.ts';
import { defineForm } from '#bots/chat/form.ts';
import { loadCommands } from '#bots/registry.ts';
import { say } from '../../say.ts';

const [first, ...rest] = await loadCommands();
const press = { redraw: false, run: async () => [] };
const form = () =>
  defineForm({ id: 'mine', version: 1, questions: [], schema: z.object({}), finish: async () => [] });

function tableOf(a: object, b: object) {
  const one = defineCommand({ name: 'start', run: async () => [], ...a });
  return createCommandTable([one, defineCommand({ name: 'help', run: async () => [], ...b })], say);
}

test('every command of the product has its name, its buttons and its forms to itself', () => {
  expect(first && createCommandTable([first, ...rest], say).specs).toHaveLength(rest.length + 1);
});

test('a button, a form or a name that two commands own refuses the start', () => {
  expect(() => tableOf({ presses: { open: press } }, { presses: { open: press } })).toThrow('"open"');
  expect(() => tableOf({ forms: [form()] }, { forms: [form()] })).toThrow('the form "mine"');
  expect(() => tableOf({}, { name: 'start' })).toThrow('the command "start"');
});

test('two commands may open one form', () => {
  const shared = form();
  expect(tableOf({ forms: [shared] }, { forms: [shared] }).forms).toEqual([shared]);
});
