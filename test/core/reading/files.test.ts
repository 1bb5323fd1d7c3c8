import { expect, test } from 'vitest';
import { problemsWith } from '../../try-knowledge.ts';

test.each([
  [
    'a field that does not exist',
    'realism.yaml',
    'fields: [neurology]',
    'fields: [neurologie]',
    'views.8.fields.0: specialties.yaml has no "neurologie"',
  ],
  [
    'a tier that does not exist',
    'realism.yaml',
    'tiers: [competitive]',
    'tiers: [hard]',
    'views.2.tiers.0: specialties.yaml has no "hard"',
  ],
  [
    'figures of an unknown field',
    'realism.yaml',
    '- field: family',
    '- field: fm',
    'published.fields.1.field: specialties.yaml has no "fm"',
  ],
  [
    'a criterion that does not exist',
    'pillars.yaml',
    'criteria: [target_in_reach]',
    'criteria: [target]',
    'pillars.2.criteria.0: assessment.yaml has no "target"',
  ],
  [
    'a companion field that does not exist',
    'coherence.yaml',
    'with_any: [prelim_ty]',
    'with_any: [ty]',
    'with_any.0: specialties.yaml has no "ty"',
  ],
  [
    'a blank that nothing fills',
    'autopsy.yaml',
    '{{cycle_programs}}',
    '{{programs}}',
    'parts.0.findings.3.says: there is nothing to fill "{{programs}}" with',
  ],
  [
    'a fact that does not exist',
    'autopsy.yaml',
    'field: cycle_interviews, is: equals',
    'field: invites, is: equals',
    'parts.0.findings.0.when.field',
  ],
  [
    'a sentence that is too long',
    'coherence.yaml',
    'Nobody in the field itself vouches for you.',
    'x'.repeat(241),
    'checks.letters.says: Too big',
  ],
  [
    'a source that does not exist',
    'programs_eye.yaml',
    'source: { from: nrmp_duty }',
    'source: { from: duty }',
    'sources.yaml has no "duty"',
  ],
  ['a comparison without words', 'coherence.yaml', '  soap_history:', '  soap_past:', 'checks.soap_history'],
])('%s is reported with its file and line', async (_, file, from, to, problem) => {
  const problems = await problemsWith(file, (text) => text.replace(from, to));
  const found = problems.find((line) => line.includes(problem));
  expect(found, problems.join('\n')).toMatch(new RegExp(`^${file}:\\d+: `));
});
