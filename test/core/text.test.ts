import { expect, it } from 'vitest';
import { createSay } from '#core/text.ts';

it('fills a blank inside code with the words as they are', () => {
  const say = createSay('en', { usage: 'Used as `/{{name}} {{value}}`.' });
  expect(say.line('usage', { name: 'settings', value: '**`$&' })).toMatchObject([
    { type: 'text', value: 'Used as ' },
    { type: 'inlineCode', value: '/settings **`$&' },
    { type: 'text', value: '.' },
  ]);
});
