import type { Problem, Sheet } from '#app/sheet.ts';
import { slotsIn, TemplateError } from '#core/draft/liquid.ts';
import type { Drafts } from '#core/knowledge/drafts.ts';
import type { Specialties } from '#core/knowledge/specialties.ts';
import { type Template, templateSchema } from '#core/knowledge/template.ts';

/** What no schema of one file can see: Liquid, the slots it names, and what other files declare. */
export function checkTemplates(
  sheets: readonly Sheet[],
  drafts: Drafts,
  { specialties }: Specialties,
  problems: Problem[],
): void {
  const ids = specialties.map(({ id }) => id);
  const home = sheets.find(({ name }) => name === 'drafts.yaml');
  for (const id of home ? ids : []) {
    if (home && !Object.hasOwn(drafts.fields, id))
      problems.push({ sheet: home, path: ['fields'], message: `"${id}" of specialties.yaml is missing` });
  }
  for (const id of Object.keys(drafts.fields)) {
    if (home && !ids.includes(id))
      problems.push({ sheet: home, path: ['fields', id], message: `specialties.yaml has no "${id}"` });
  }
  const read = sheets
    .filter(({ name }) => name.startsWith('templates/'))
    .map((sheet) => ({ sheet, template: templateSchema.safeParse(sheet.value).data }));
  for (const { sheet, template } of read) {
    if (template) problems.push(...problemsOf(sheet, template, drafts, ids));
  }
  const used = read.flatMap(({ template }) => template?.uses ?? []);
  const unused = Object.keys(drafts.slots).filter((name) => !used.includes(name));
  // A template that cannot be read may use any of them.
  if (home && read.every(({ template }) => template)) {
    for (const name of unused)
      problems.push({ sheet: home, path: ['slots', name], message: 'no template uses it' });
  }
}

function problemsOf(
  sheet: Sheet,
  template: Template,
  drafts: Drafts,
  ids: readonly string[],
): readonly Problem[] {
  const { id, kind, subject, uses, slots, fields, body } = template;
  const problems: Problem[] = [];
  const wrong = (path: Problem['path'], message: string) => problems.push({ sheet, path, message });
  if (sheet.name !== `templates/${id}.md`) wrong(['id'], 'is not the name of its file');
  if (drafts.kinds[kind].subject !== (subject !== undefined))
    wrong(['subject'], subject === undefined ? 'is missing for this kind' : 'this kind has none');
  for (const [index, field] of fields.entries())
    if (!ids.includes(field)) wrong(['fields', index], `specialties.yaml has no "${field}"`);
  for (const [index, name] of uses.entries())
    if (!Object.hasOwn(drafts.slots, name)) wrong(['uses', index], `drafts.yaml has no slot "${name}"`);
  const declared = [...uses, ...Object.keys(slots)];
  const used = [
    ...usesOf(sheet, 'subject', subject ?? '', null, problems),
    ...usesOf(sheet, 'body', body, sheet.bodyLine ?? 1, problems),
  ];
  for (const { name, field, line } of used) {
    if (declared.includes(name)) continue;
    const at = line === null ? {} : { line };
    problems.push({ sheet, path: [field], message: `"${name}" is no slot of this template`, ...at });
  }
  const isRead = problems.every(({ path }) => path[0] !== 'body' && path[0] !== 'subject');
  for (const name of isRead ? declared : []) {
    const isKnown = Object.hasOwn(slots, name) || Object.hasOwn(drafts.slots, name);
    if (!isKnown || used.some((one) => one.name === name)) continue;
    const path = uses.includes(name) ? ['uses', uses.indexOf(name)] : ['slots', name];
    wrong(path, `"${name}" is declared and not used`);
  }
  return problems;
}

interface Use {
  readonly name: string;
  readonly field: string;
  readonly line: number | null;
}

/** @param first the line of the file on which the text begins; null: the field tells it */
function usesOf(
  sheet: Sheet,
  field: string,
  text: string,
  first: number | null,
  problems: Problem[],
): readonly Use[] {
  const lineIn = (row: number): number | null => (first === null ? null : first + row - 1);
  try {
    return [...slotsIn(text)].map(([name, row]) => ({ name, field, line: lineIn(row) }));
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    const line = lineIn(error.line);
    problems.push({ sheet, path: [field], message: error.message, ...(line === null ? {} : { line }) });
    return [];
  }
}
