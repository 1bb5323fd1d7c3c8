/** With more spellings than this, a pattern is tried as a regular expression instead. */
const MOST = 200;

/**
 * Every word that a word pattern spells out: `kill(s|ed)?` gives `kill`, `kills` and `killed`; a `*` at the end of one
 * stays there. Null if it cannot be spelled out: a `*` elsewhere, something that is not a word, or too many spellings.
 * @throws {SyntaxError} if a group is not closed
 */
export function spellingsOf(pattern: string): readonly string[] | null {
  if (/[^\p{L}\p{N}\p{Extended_Pictographic},()|[\]?*]|\(\?/u.test(pattern)) return null;
  const parts = Array.from(pattern);
  let at = 0;
  const all = either();
  if (at < parts.length) throw new SyntaxError(`"${pattern}" closes what it did not open`);
  const isPlain = all.every((one) => /^[^*]+\*?$/.test(one));
  return isPlain && all.length <= MOST ? [...new Set(all)] : null;

  function either(): readonly string[] {
    const options = [...sequence()];
    while (parts[at] === '|') {
      at += 1;
      options.push(...sequence());
    }
    return options;
  }

  function sequence(): readonly string[] {
    let made: readonly string[] = [''];
    while (at < parts.length && parts[at] !== '|' && parts[at] !== ')') {
      const options = repeated(one());
      made = made.flatMap((before) => options.map((next) => before + next)).slice(0, MOST + 1);
    }
    return made;
  }

  function repeated(options: readonly string[]): readonly string[] {
    if (parts[at] !== '?') return options;
    at += 1;
    return [...options, ''];
  }

  function one(): readonly string[] {
    const part = parts[at] ?? '';
    at += 1;
    if (part === '(') return upTo(')', either);
    if (part === '[') return upTo(']', letters);
    return [part];
  }

  function letters(): readonly string[] {
    const end = parts.indexOf(']', at);
    const all = parts.slice(at, end < 0 ? at : end);
    at += all.length;
    return all;
  }

  function upTo(end: string, inside: () => readonly string[]): readonly string[] {
    const all = inside();
    if (parts[at] !== end) throw new SyntaxError(`"${pattern}" lacks a "${end}"`);
    at += 1;
    return all;
  }
}
