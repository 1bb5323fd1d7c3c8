import { fileURLToPath } from 'node:url';
import { loadKnowledge } from '#app/load-knowledge.ts';
import type { Etiquette } from '#core/knowledge/etiquette.ts';
import { categorySchema, softSchema, type ToneRule } from '#core/knowledge/tone.ts';
import { weighedId } from '#core/tone/weigh.ts';

/** The rule book of the draft check: what each rule finds, what it says and what it leaves. */
export async function rulesPage(): Promise<string> {
  const { tone, toneChecks, etiquette } = await loadKnowledge(
    fileURLToPath(new URL('../config/knowledge', import.meta.url)),
  );
  const parts = categorySchema.options.map((category) => {
    const rules = tone.filter((file) => file.category === category).flatMap((file) => file.rules);
    const soft = softSchema.safeParse(category);
    const weighed = soft.success
      ? [
          `**${weighedId(soft.data)}** (${toneChecks.weighed[soft.data].severity}, by the model). ${said(toneChecks.weighed[soft.data])}`,
        ]
      : [];
    const checks = Object.entries(toneChecks.checks).filter(([, check]) => check.category === category);
    return [
      `## ${category}`,
      ...rules.map(ruleText),
      ...checks.map(([id, check]) => `**${id}** (${check.severity}). ${said(check)}`),
      ...(category === 'contact-not-allowed' ? etiquetteTexts(etiquette) : []),
      ...weighed,
    ].join('\n\n');
  });
  return `${HEAD}\n\n${parts.join('\n\n')}\n`;
}

function said({ why, better }: Pick<ToneRule, 'why' | 'better'>): string {
  return `${plain(why)} ${plain(better)}`;
}

const HEAD = `# The rules of the draft check

Written by \`npm run docs\` from \`config/knowledge/tone/\`, \`tone_checks.yaml\` and \`etiquette.yaml\`. A rule is refused at the start
if it misses one of the texts that it should find, or finds one that it should leave. \`must\` keeps a draft from being ready.
Where no rule holds, a [model](decisions/0033-tone-is-read-by-rules-and-a-model.md) may find a sentence all the same; it also
takes back what a rule finds where the rest of the sentence speaks against it.`;

function ruleText({ id, severity, why, better, kinds, not_kinds, when, takes, leaves }: ToneRule): string {
  const notes = [
    kinds.length > 0 ? `Only in: ${kinds.join(', ')}.` : '',
    not_kinds.length > 0 ? `Not in: ${not_kinds.join(', ')}.` : '',
    when.length > 0 ? `Only where the record says: ${when.join(', ')}.` : '',
  ].filter((note) => note !== '');
  const lines = [
    `**${id}** (${severity}). ${[why, better, ...notes].map(plain).join(' ')}`,
    list('Finds', takes),
    leaves.length > 0 ? list('Leaves', leaves) : '',
  ];
  return lines.filter((line) => line !== '').join('\n\n');
}

function list(title: string, texts: readonly string[]): string {
  return `${title}:\n\n${texts.map((text) => `- ${plain(text)}`).join('\n')}`;
}

/** Etiquette, which `adviser next` answers from as well. */
function etiquetteTexts({ rules }: Etiquette): readonly string[] {
  return Object.entries(rules).map(
    ([id, { says, better }]) => `**${id}** (must). ${plain(says)} ${plain(better)}`,
  );
}

/** Marks of Markdown in a sentence stay what they are. */
function plain(text: string): string {
  return text.replace(/([*_[\]<>`#])/g, '\\$1');
}
