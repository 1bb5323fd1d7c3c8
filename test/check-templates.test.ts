import { expect, test } from 'vitest';
import { problemsWith } from './try-knowledge.ts';

const FILE = 'templates/feedback-request.md';

test.each([
  [
    'a slot that is not declared',
    'for your time and',
    'for {{ your_time }} and',
    /:24: body: "your_time" is no slot/,
  ],
  [
    'a slot that is not used',
    ', aim, plan]',
    ', aim, plan, phone]',
    /:9: uses\.10: "phone" is declared and not/,
  ],
  [
    'a slot that drafts.yaml lacks',
    ', aim, plan]',
    ', aim, plan, shoe]',
    /:9: uses\.10: drafts\.yaml has no slot "shoe"/,
  ],
  [
    'a tag that is not allowed',
    'Thank you for your time',
    '{% include "x" %}',
    /:24: body: tag "include" not found/,
  ],
  [
    'a filter that is not allowed',
    '{{ contact }}',
    '{{ contact | upcase }}',
    /: body: undefined filter: upcase/,
  ],
  [
    'a tag that is not closed',
    '{% else %}Program Director{% endif %}',
    '{% else %}Program Director',
    /:\d+: body: tag .* not closed/,
  ],
  ['no subject', /^subject: .*\n/m, '', /: subject: is missing for this kind/],
  ['another language', 'language: en', 'language: fr', /:7: language: /],
  [
    'an id that is not the file',
    'id: feedback-request',
    'id: feedback-ask',
    /:2: id: is not the name of its file/,
  ],
  ['no front matter', /^---\n/, '', /:1: YAML: has no front matter/],
  [
    'a field that does not exist',
    'language: en',
    'language: en\nfields: [magic]',
    /:8: fields\.0: specialties\.yaml has no "magic"/,
  ],
])('%s is named with its line', async (_, from, to, expected) => {
  const problems = await problemsWith(FILE, (text) => text.replace(from, to));
  const named = problems.filter((problem) => problem.startsWith(FILE));
  expect(named).toHaveLength(1);
  expect(named[0]).toMatch(expected);
});
