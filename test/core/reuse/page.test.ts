import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reusePage } from '#core/reuse/page.ts';
import { reuse } from '#core/reuse/reuse.ts';
import { cases } from '../../depth.ts';
import { say } from '../../say.ts';
import { rules } from './rules.ts';

const page = (oldText: string, newText: string) =>
  reusePage({ oldText, newText, reused: reuse(oldText, newText, rules), also: [] }, say);
const textsIn = (html: string) => html.match(/(?<=<div class="text">).*?(?=<\/div><\/section>)/gs) ?? [];
const plain = (html: string) =>
  html
    .replace(/<a class="jump".*?<\/a>|<[^>]*>/gs, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');

test('marks the same words in both texts, and leads from one to the other', () => {
  const html = page(
    'I want to train where my patients live. Yes.',
    'No. I want to train where my patients live!',
  );
  const [now, before] = textsIn(html);
  expect(now).toBe(
    'No. <a class="jump" id="n1" href="#o1" aria-label="Passage 1 in the other text">1</a><mark>I want to train where my patients live</mark>!',
  );
  expect(before).toContain('id="o1" href="#n1"');
  expect(html).toContain('89% of these words');
});

test('underlines a sentence that reads the same', () => {
  const [now] = textsIn(
    page('He taught me to listen before I speak.', 'He taught me to always listen well before I talk.'),
  );
  expect(now).toBe('<span class="alike">He taught me to always listen well before I talk.</span>');
});

test('names what else was sent before', () => {
  const reused = reuse('a', 'b', rules);
  const html = reusePage(
    { oldText: 'a', newText: 'b', reused, also: [{ part: 'letters', line: 'Old <letters>.' }] },
    say,
  );
  expect(html).toContain('<li>Old &lt;letters&gt;.</li>');
});

test('what a person wrote is text and never markup, and none of it is lost', () => {
  const word = fc.constantFrom(
    '<script>',
    '</mark>',
    '"&amp;"',
    'ward',
    'night',
    'clinic',
    'a',
    "it's",
    '\n',
  );
  const text = fc.array(word, { maxLength: 40 }).map((words) => words.join(' '));
  fc.assert(
    fc.property(text, text, (old, made) => {
      const html = page(old, made);
      expect(textsIn(html).map(plain)).toEqual([made, old]);
      expect(html.match(/<script/g)).toBeNull();
    }),
    cases(150),
  );
});
