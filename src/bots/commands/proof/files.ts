import type { Context } from '#bots/chat/context.ts';
import { cutId, cutNamed, ownPage } from '#bots/commands/proof/cut.ts';
import { button } from '#core/button.ts';
import { type Printed, printedText } from '#core/pictures/printed.ts';
import type { Button, Part, Reply } from '#core/reply.ts';
import { chainOf } from '#core/study/chain.ts';

/** The page as PDF; if that cannot be had now, as text. @throws {Refused} */
export async function pdf(context: Context, id: string): Promise<Reply> {
  const { say, print } = context;
  const cut = cutNamed(context, id);
  const { page } = ownPage(context, cut.hidden);
  const paper = say.plain(`proof.paper.${cut.paper}`);
  const printed = await print('what-changed.pdf', say.line('proof.caption', { paper }), page, cut.paper);
  const name = cutId(cut);
  if (printed.length === 0)
    return [
      say.text('proof.no_pdf'),
      textPart(context, page),
      {
        kind: 'buttons',
        buttons: [button(say, 'proofpdf', name, 'proof.button.again'), hide(context, name)],
      },
    ];
  return [
    ...printed,
    say.text('proof.handed'),
    {
      kind: 'buttons',
      buttons: [
        hide(context, name),
        button(say, 'prooftext', name, 'proof.button.text'),
        button(say, 'proofchain', name, 'proof.button.chain'),
      ],
    },
  ];
}

/** The page as text, to paste into a mail. @throws {Refused} */
export function textFile(context: Context, id: string): Reply {
  const { say } = context;
  const cut = cutNamed(context, id);
  const { page } = ownPage(context, cut.hidden);
  const name = cutId(cut);
  return [
    textPart(context, page),
    { kind: 'buttons', buttons: [button(say, 'proofpdf', name, 'proof.button.pdf'), hide(context, name)] },
  ];
}

/** The seals of all entries, with the entries that may be shown: whoever has it can check the chain. @throws {Refused} */
export function chainFile(context: Context, id: string): Reply {
  const { say } = context;
  const cut = cutNamed(context, id);
  const { person } = ownPage(context, cut.hidden);
  const chain = chainOf(person.study, cut.hidden);
  return [
    {
      kind: 'file',
      name: 'study-chain.json',
      mime: 'application/json',
      caption: say.line('proof.chain_caption'),
      bytes: new TextEncoder().encode(`${JSON.stringify(chain, null, 2)}\n`),
    },
    say.text('proof.chain_note'),
    { kind: 'buttons', buttons: [button(say, 'proof', 'now', 'proof.button.back')] },
  ];
}

function textPart({ say }: Context, page: Printed): Part {
  return {
    kind: 'file',
    name: 'what-changed.txt',
    mime: 'text/plain; charset=utf-8',
    caption: say.line('proof.text_caption'),
    bytes: new TextEncoder().encode(printedText(page)),
  };
}

function hide({ say }: Context, name: string): Button {
  return button(say, 'proofhide', name, 'proof.button.hide');
}
