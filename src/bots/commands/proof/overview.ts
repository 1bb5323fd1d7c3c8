import type { Context } from '#bots/chat/context.ts';
import { cutId, cutNamed, pageIn } from '#bots/commands/proof/cut.ts';
import { button } from '#core/button.ts';
import { type Line, type Reply, words } from '#core/reply.ts';

/** What the log shows, in as few lines as a phone can show, and the page itself behind a button. */
export function overview(context: Context): Reply {
  const { say } = context;
  const cut = cutNamed(context, '');
  const page = pageIn(context, cut.hidden);
  const note = button(say, 'proofnote', 'now', 'proof.button.note');
  if (!page)
    return [
      say.text('proof.empty'),
      {
        kind: 'buttons',
        buttons: [button(say, 'study', 'now', 'proof.button.study', { style: 'main' }), note],
      },
    ];
  const id = cutId(cut);
  const rows = page.figures.map(({ label, value }) => ({ label: words(label), value: words(value) }));
  const [holds = ''] = page.box.lines;
  return [
    say.text('proof.lead', { lead: page.lead[0] ?? '' }),
    ...(rows.length > 0 ? [{ kind: 'facts' as const, title: say.line('proof.figures'), rows }] : []),
    {
      kind: 'list',
      title: say.line('proof.seals'),
      ordered: false,
      items: [
        ...(page.box.code ? [say.line('proof.last_seal', { seal: page.box.code.value })] : []),
        words(holds),
      ] satisfies readonly Line[],
    },
    {
      kind: 'buttons',
      buttons: [
        button(say, 'proofpdf', id, 'proof.button.pdf', { style: 'main' }),
        button(say, 'prooftext', id, 'proof.button.text'),
        button(say, 'proofhide', id, 'proof.button.hide'),
        note,
        button(say, 'proofseal', 'now', 'proof.button.seal'),
      ],
    },
  ];
}
