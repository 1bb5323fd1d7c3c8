import { z } from 'zod';
import type { Profile } from '#core/assessment/profile.ts';
import { lookBack } from '#core/assessment/story.ts';
import {
  findings,
  idSchema,
  openSchema,
  opens,
  type Reader,
  ruleSchema,
  sentenceSchema,
  sentenceWith,
  titleSchema,
} from '#core/reading/finding.ts';
import type { Autopsy, AutopsyPart, Finding } from '#core/reading/shapes.ts';

/** `autopsy.yaml`. */
export const autopsySchema = z.strictObject({
  title: titleSchema,
  says: sentenceSchema,
  /** Said instead where no cycle has ended. */
  none: sentenceSchema,
  parts: z
    .array(
      z.strictObject({
        id: idSchema,
        title: titleSchema,
        findings: z.array(ruleSchema),
        open: z.array(openSchema),
      }),
    )
    .min(1),
  /** The words of the record that a person can keep. */
  record: z.strictObject({
    written: sentenceWith(['date']),
    cycle: sentenceWith(['year']),
    do: sentenceWith(['do']),
    open: titleSchema,
    source: sentenceWith(['title', 'read']),
  }),
});
export type AutopsyRules = z.infer<typeof autopsySchema>;

/** U3: looks back on the latest cycle that ended without a full position. */
export function autopsy(profile: Profile, rules: AutopsyRules, reader: Reader): Autopsy {
  const cycle = lookBack(profile);
  if (!cycle) return { title: rules.title, says: rules.none, year: null, parts: [] };
  const parts = rules.parts.map(({ id, title, findings: said, open }) => ({
    id,
    title,
    findings: findings(said, reader),
    open: opens(open, reader),
  }));
  return {
    title: rules.title,
    says: rules.says,
    year: cycle.year,
    parts: parts.filter((part) => part.findings.length + part.open.length > 0),
  };
}

/**
 * The autopsy as plain text, a record to keep.
 * @param date the day on which it was written, as it is to be read
 */
export function autopsyText(reading: Autopsy, rules: AutopsyRules, date: string): string {
  const { record } = rules;
  const put = (text: string, values: Readonly<Record<string, string>>): string =>
    text.replaceAll(/\{\{(\w+)\}\}/g, (_, blank: string) => values[blank] ?? '');
  const finding = (one: Finding): string =>
    [
      `- ${one.title}. ${one.says}`,
      ...(one.do === null ? [] : [`  ${put(record.do, { do: one.do })}`]),
      `  ${put(record.source, { title: one.source.title, read: one.source.read })}`,
    ].join('\n');
  const part = ({ title, findings: said, open }: AutopsyPart): string =>
    [
      title.toUpperCase(),
      ...said.map(finding),
      ...(open.length === 0 ? [] : [record.open, ...open.map(({ asks }) => `- ${asks}`)]),
    ].join('\n');
  const head = [
    reading.title,
    put(record.written, { date }),
    ...(reading.year === null ? [] : [put(record.cycle, { year: String(reading.year) })]),
    reading.says,
  ].join('\n');
  const body = reading.parts.length === 0 ? [] : reading.parts.map(part);
  return `${[head, ...body].join('\n\n')}\n`;
}
