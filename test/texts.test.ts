import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { toString as flatten } from 'mdast-util-to-string';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadTexts } from '#app/texts.ts';
import { textsOf } from '#bots/chat/answers.ts';
import type { Command } from '#bots/chat/command.ts';
import type { Form, Question } from '#bots/chat/form.ts';
import { specOf } from '#bots/chat/options.ts';
import { FORM_VERBS } from '#bots/chat/route.ts';
import { loadCommands } from '#bots/registry.ts';
import { createSay, type Say, type Texts } from '#core/text.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
/** Telegram's limit for the data of a button; Discord's is larger. */
const BUTTON_BYTES = 64;
/** What appears below a field's name in Discord's modals. */
const FIELD_ASK = 100;
const SESSION_ID = 'a2345678';

let texts: Texts;
let say: Say;
let commands: readonly Command[];

beforeAll(async () => {
  texts = await loadTexts(join(ROOT, 'config/locales/en'));
  say = createSay('en', texts);
  commands = await loadCommands();
});

describe('the catalogue', () => {
  test('has a text for every key that the code names', async () => {
    const missing: string[] = [];
    for (const file of await sources()) {
      const code = await readFile(file, 'utf8');
      const keys = code.matchAll(
        /(?:(?:say\.(?:text|line|plain|blocks)|Refused|words)\(|\bbutton\(\s*say,\s*'[a-z]+',[^,]+,)\s*'([\w.]+)'/g,
      );
      for (const [, key = ''] of keys) if (!say.has(key)) missing.push(`${file}: ${key}`);
    }
    expect(missing).toEqual([]);
  });

  test('has every word of every command and option', () => {
    for (const command of commands) expect(() => specOf(command, say)).not.toThrow();
  });

  test('has every question and every choice of every form, short enough for a button', () => {
    const problems = forms().flatMap(({ form, question }) => problemsOf(form, question));
    expect(problems).toEqual([]);
  });

  test('every leaf is a text that can be read', () => {
    expect(leaves(texts).filter(([, text]) => text.trim() === '')).toEqual([]);
  });
});

describe('forms and buttons', () => {
  test('each verb belongs to one command', () => {
    const verbs = commands.flatMap((command) => Object.keys(command.presses ?? {}));
    expect(verbs.toSorted()).toEqual([...new Set(verbs)].toSorted());
    for (const verb of Object.keys(FORM_VERBS)) expect(verbs).not.toContain(verb);
  });

  test('each question has a name of its own in its form', () => {
    const ids = forms().map(({ form, question }) => `${form.id}.${question.id}`);
    expect(ids.toSorted()).toEqual([...new Set(ids)].toSorted());
  });

  test('each form has a name of its own', () => {
    const ids = commands.flatMap((command) => (command.forms ?? []).map(({ id }) => id));
    expect(ids.toSorted()).toEqual([...new Set(ids)].toSorted());
  });
});

function forms(): { readonly form: Form; readonly question: Question }[] {
  return commands.flatMap((command) =>
    (command.forms ?? []).flatMap((form) =>
      form.questions
        .flatMap((question) => (question.type === 'list' ? [question, ...question.of] : [question]))
        .map((question) => ({ form, question })),
    ),
  );
}

function problemsOf(form: Form, question: Question): string[] {
  const key = textsOf(form, question);
  const problems = say.has(`${key}.ask`) ? [] : [`${key}.ask is missing`];
  if (question.type === 'list' && !say.has(`${key}.add`)) problems.push(`${key}.add is missing`);
  if (question.page !== undefined) {
    if (!say.has(`${form.id}.pages.${question.page}`))
      problems.push(`${form.id}.pages.${question.page} is missing`);
    if (!say.has(`${key}.label`)) problems.push(`${key}.label is missing`);
    const ask = flatten({ type: 'root', children: [...say.blocks(`${key}.ask`)] });
    if (ask.length > FIELD_ASK) problems.push(`${key}.ask is too long for a field of a page`);
  }
  if (question.type !== 'choice' && question.type !== 'many') return problems;
  for (const value of typeof question.choices === 'function' ? [] : question.choices) {
    const choice = `${key}.choices.${value}`;
    if (!say.has(choice)) problems.push(`${choice} is missing`);
    else if (say.plain(choice).length > 60) problems.push(`${choice} is too long for a button`);
    const bytes = Buffer.byteLength(`answer:${SESSION_ID}.${question.id}.${value}`);
    if (bytes > BUTTON_BYTES) problems.push(`${choice} takes ${bytes} bytes in a button`);
  }
  return problems;
}

async function sources(): Promise<string[]> {
  const files = await readdir(join(ROOT, 'src'), { recursive: true });
  return files.filter((file) => file.endsWith('.ts')).map((file) => join(ROOT, 'src', file));
}

function leaves(branch: Texts, path = ''): [string, string][] {
  return Object.entries(branch).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[`${path}${key}`, value]] : leaves(value, `${path}${key}.`),
  );
}
