import type { Model } from '#core/knowledge/linear.ts';

/** Models as a file of knowledge: below each name its marks, then a line for each feature, the heaviest first. */
export function page(head: string, models: Readonly<Record<string, Model>>): string {
  const parts = Object.entries(models).map(([name, { weights, ...marks }]) => {
    const lines = [...weights]
      .toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
      .map(([feature, weight]) => `    ${feature}\t${Math.round(weight * 100)}`);
    const head = Object.entries(marks).map(([mark, value]) => `  ${mark}: ${value}\n`);
    return `${name}:\n${head.join('')}  weights: |\n${lines.join('\n')}\n`;
  });
  return `${head}${parts.join('')}`;
}
