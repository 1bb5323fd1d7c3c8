import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Style, widthOf } from '#core/pictures/ruler.ts';
import { escapeXml } from '#core/pictures/svg.ts';
import { clean, wrap } from '#core/pictures/wrap.ts';
import { cases } from '../../depth.ts';
import { anyLabel, ruler } from './inside.ts';

const STYLE: Style = { size: 40, weight: 'regular' };

describe('wrapping', () => {
  test('breaks between words', () => {
    expect(wrap('No failed exam, or one with a strong recovery', STYLE, 600, 3, ruler)).toEqual([
      'No failed exam, or one with a',
      'strong recovery',
    ]);
  });

  test('leaves no word alone on the last line', () => {
    expect(wrap('Graduated within the last 5 years', STYLE, 600, 3, ruler)).toEqual([
      'Graduated within the last',
      '5 years',
    ]);
  });

  test('breaks after a hyphen or slash, and inside a word only where it must', () => {
    expect(wrap('hands-on', STYLE, 140, 3, ruler)).toEqual(['hands-', 'on']);
    expect(wrap('Donaudampfschiff', STYLE, 200, 3, ruler).join('')).toBe('Donaudampfschiff');
    expect(wrap('a few hands-on days', STYLE, 210, 3, ruler)).toEqual(['a few', 'hands-on', 'days']);
    expect(wrap('2027-03-15', STYLE, 230, 3, ruler)).toEqual(['2027-03-15']);
  });

  test('ends in an ellipsis when words are left out', () => {
    const lines = wrap('one two three four five six seven eight', STYLE, 200, 2, ruler);
    expect(lines).toHaveLength(2);
    expect(lines[1]).toMatch(/…$/);
  });

  test('keeps every line within its width and loses nothing without saying so', () => {
    fc.assert(
      fc.property(
        anyLabel,
        fc.integer({ min: 120, max: 900 }),
        fc.integer({ min: 1, max: 5 }),
        (label, width, limit) => {
          const lines = wrap(label, STYLE, width, limit, ruler);
          expect(lines.length).toBeLessThanOrEqual(limit);
          for (const line of lines) expect(widthOf(line, STYLE, ruler)).toBeLessThanOrEqual(width);
          for (const line of lines) expect(clean(label)).toContain(line.replace(/…$/, ''));
          if (lines.at(-1)?.endsWith('…')) return;
          expect(lines.join('').replaceAll(' ', '')).toBe(clean(label).replaceAll(' ', ''));
        },
      ),
      cases(40),
    );
  });
});

describe('cleaning', () => {
  test('removes what cannot be seen and keeps what can', () => {
    expect(clean(' two\n\twords\u2028here ')).toBe('two words here');
    expect(clean('a\u0000\u202eb\u00ad\ufffec')).toBe('abc');
    expect(clean('x\ud800y')).toBe('x\ufffdy');
    expect(clean('\u0301a \u0301b')).toBe('a b');
    expect(clean('e\u0301')).toBe('é');
    expect(clean('👩‍⚕️ 🇩🇪 क्लिनिक שָׁלוֹם')).toBe('👩‍⚕️ 🇩🇪 क्लिनिक שָׁלוֹם'.normalize('NFC'));
  });

  test('puts at most two marks on a letter', () => {
    expect(clean(`z${'\u0337'.repeat(30)}`)).toBe('z\u0337\u0337');
  });
});

test('what XML would read as markup is written as text', () => {
  expect(escapeXml('<b>&"\'')).toBe('&lt;b&gt;&amp;&quot;&apos;');
});
