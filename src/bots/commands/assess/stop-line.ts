import type { Context } from '#bots/chat/context.ts';
import { Refused } from '#bots/chat/refused.ts';
import { type Detail, showDetail, sourceLink } from '#bots/commands/assess/cards.ts';
import { assessed } from '#bots/commands/assess/verdict.ts';
import { button } from '#core/button.ts';
import { cite } from '#core/knowledge/source.ts';
import type { Reply } from '#core/reply.ts';

/**
 * The hard conversation, with work that uses the degree. Only for people whom the stop line is about. @throws {Refused}
 */
export function stopLine(context: Context): Reply {
  if (assessed(context).assessment.path !== 'pivot_career') throw new Refused('assess.stop.not_yours');
  return showDetail(context, 'pivots', pivots(context), 0);
}

export function pivots({ say, knowledge }: Context): Detail {
  return {
    title: say.plain('assess.stop.title'),
    says: say.plain('assess.stop.says'),
    cards: [
      say.line('assess.stop.why'),
      ...knowledge.assessment.pivots.map(({ title, says, source }) =>
        say.line('assess.card.plain', {
          title,
          says,
          source: sourceLink(say, cite(knowledge.sources, source)),
        }),
      ),
      say.line('assess.stop.open'),
      say.line('assess.stop.first'),
    ],
    buttons: [button(say, 'plan', 'now', 'assess.button.plan')],
  };
}
