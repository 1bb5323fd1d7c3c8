import type { Context } from '#bots/chat/context.ts';
import { button } from '#core/button.ts';
import type { PREPARE } from '#core/knowledge/rehearsal.ts';
import { debriefOf } from '#core/rehearsal/debrief.ts';
import type { Stage, Step } from '#core/rehearsal/world.ts';
import { type Button, type Line, type Part, type Reply, words } from '#core/reply.ts';
import type { Say } from '#core/text.ts';

/** What came up, what to do instead, what was right, and what to get ready, with a way there. */
export function debriefParts(stage: Stage, path: readonly Step[], { say }: Context): Reply {
  const { traps, prepare } = stage.story;
  const { met, avoided } = debriefOf(stage, path);
  const count = met.length + avoided.length;
  const title = (id: string): string => traps[id]?.title ?? '';
  const lesson = (id: string): Line =>
    say.line('rehearse.debrief.trap', { title: title(id), instead: traps[id]?.instead ?? '' });
  const right = (id: string): Line => words(title(id));
  return [
    met.length === 0
      ? say.text('rehearse.debrief.none', { count })
      : say.text('rehearse.debrief.some', { count, met: met.length }),
    ...list(say.line('rehearse.debrief.met'), met.map(lesson)),
    ...list(say.line('rehearse.debrief.right'), avoided.map(right)),
    ...list(
      say.line('rehearse.debrief.prepare'),
      prepare.map(({ says }) => words(says)),
    ),
    say.text('rehearse.debrief.over'),
    { kind: 'buttons', buttons: [...new Set(prepare.map(({ at }) => at))].map((at) => wayTo(at, say)) },
  ];
}

function list(title: Line, items: readonly Line[]): readonly Part[] {
  return items.length === 0 ? [] : [{ kind: 'list', title, items, ordered: false }];
}

const WAYS = {
  soap: ['soap', 'now'],
  ready: ['soapready', 'list'],
  write: ['write', 'now'],
  people: ['personadd', 'now'],
  support: ['concern', 'lines'],
} as const satisfies Record<(typeof PREPARE)[number], readonly [string, string]>;

function wayTo(at: (typeof PREPARE)[number], say: Say): Button {
  const [verb, id] = WAYS[at];
  return button(say, verb, id, `rehearse.button.${at}`);
}
