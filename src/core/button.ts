import type { Button } from '#core/reply.ts';
import type { Say, Values } from '#core/text.ts';

/** A catalogue button: pressing it runs `verb` on `id`; `key` is the key of its label. */
export function button(
  say: Say,
  verb: string,
  id: string,
  key: string,
  { style, values }: { readonly style?: Button['style']; readonly values?: Values } = {},
): Button {
  return { verb, id, label: say.plain(key, values), ...(style && { style }) };
}
