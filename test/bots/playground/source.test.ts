import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { pageWords } from '#bots/playground/page-words.ts';
import { toJson } from '#bots/playground/protocol.ts';
import { words } from '#core/reply.ts';
import { createSampleChat } from './harness.ts';

describe('the page as source', () => {
  it('says every text of the catalogue and no other', () => {
    const { page } = parse(readFileSync('config/locales/en/playground.yaml', 'utf8')) as { page: object };
    const spoken = pageWords(createSampleChat());
    expect(Object.keys(spoken).sort()).toEqual([...Object.keys(page), 'skip', 'back'].sort());
    const source = ['index.html', 'main.js', 'parts.js'].map((name) =>
      readFileSync(`src/bots/playground/page/${name}`, 'utf8'),
    );
    const used = source.join('\n');
    const states = ['connected', 'connecting', 'lost'];
    const unused = Object.keys(spoken).filter(
      (word) => !new RegExp(`\\{\\{${word}\\}\\}|words\\.${word}\\b`).test(used),
    );
    expect(unused.sort()).toEqual(states);
    expect(used).not.toMatch(/innerHTML|insertAdjacentHTML|document\.write|eval\(/);
  });

  it('passes the type checker', () => {
    const checked = spawnSync('node_modules/.bin/tsc', ['-p', 'src/bots/playground/page.tsconfig.json'], {
      encoding: 'utf8',
    });
    expect(checked.stdout).toBe('');
    expect(checked.status).toBe(0);
  });

  it('turns bytes into base64 and drops positions, whatever holds them', () => {
    expect(
      toJson({ a: [{ png: new Uint8Array([1, 2]) }], b: { position: { line: 1 }, value: words('x') } }),
    ).toBe('{"a":[{"png":"AQI="}],"b":{"value":[{"type":"text","value":"x"}]}}');
  });
});
