import type { Context } from '#bots/chat/context.ts';
import { type Cut, cutId, cutNamed, ownPage } from '#bots/commands/proof/cut.ts';
import { button } from '#core/button.ts';
import type { Button, Reply } from '#core/reply.ts';
import { HIDEABLE } from '#core/study/proof.ts';

/** What others shall not see, and on which paper. @throws {Refused} */
export function leaveOut(context: Context, id: string): Reply {
  const { say } = context;
  const cut = cutNamed(context, id);
  ownPage(context, cut.hidden);
  const other = cut.paper === 'a4' ? 'letter' : 'a4';
  const toggles = HIDEABLE.map((one): Button => {
    const isHidden = cut.hidden.has(one);
    const hidden = new Set(HIDEABLE.filter((each) => cut.hidden.has(each) !== (each === one)));
    return button(
      say,
      'proofset',
      cutId({ ...cut, hidden }),
      `proof.button.${isHidden ? 'show' : 'leave'}.${one}`,
    );
  });
  return [
    say.text(cut.hidden.size > 0 ? 'proof.choose_some' : 'proof.choose'),
    {
      kind: 'checklist',
      title: say.line('proof.shown', { paper: say.plain(`proof.paper.${cut.paper}`) }),
      items: HIDEABLE.map((one) => ({ done: !cut.hidden.has(one), line: say.line(`proof.hide.${one}`) })),
    },
    {
      kind: 'buttons',
      buttons: [
        ...toggles,
        button(say, 'proofset', cutId({ ...cut, paper: other }), `proof.button.paper.${other}`),
        ...handOver(context, cut),
      ],
    },
  ];
}

/** A press that says what shall hold, so that a second one changes nothing more. @throws {Refused} */
export function setHidden(context: Context, id: string): Reply {
  return leaveOut(context, id);
}

/** The ways in which a page goes out. */
export function handOver({ say }: Context, cut: Cut): readonly Button[] {
  const id = cutId(cut);
  return [
    button(say, 'proofpdf', id, 'proof.button.pdf', { style: 'main' }),
    button(say, 'prooftext', id, 'proof.button.text'),
    button(say, 'proofchain', id, 'proof.button.chain'),
  ];
}
