import type { Answer, Chat } from '#bots/chat/chat.ts';
import type { CommandSpec } from '#bots/chat/command-spec.ts';
import type { Invocation } from '#bots/chat/invocation.ts';
import { type Part, type Reply, words } from '#core/reply.ts';

const WORDS: Readonly<Record<string, string>> = {
  'chat.group': 'Let us talk in private.',
  'chat.skip': 'Skip',
  'chat.back': 'Back',
  'chat.example': 'For example:',
  'chat.not_through': 'Please press again.',
  'chat.not_shown': 'That is our mistake.',
  'chat.file_missing': 'A file is missing.',
  'chat.slow_down': 'Slow down.',
};

const spec = (name: string, who: CommandSpec['who'] = 'anyone'): CommandSpec => ({
  name,
  summary: `does ${name}`,
  who,
  options: [],
});

/** The other side of the door, following a script: what a front is tested against. */
export interface ScriptedChat extends Chat {
  readonly invocations: readonly Invocation[];
  readonly reached: readonly {
    readonly user: string;
    readonly address: string | null;
    readonly open: boolean;
  }[];
}

export function createScriptedChat(
  handle: (invocation: Invocation) => Answer | Promise<Answer>,
  admit: Chat['admit'] = async () => 'answer',
): ScriptedChat {
  const invocations: Invocation[] = [];
  const reached: { user: string; address: string | null; open: boolean }[] = [];
  return {
    invocations,
    reached,
    admit,
    commands: [spec('start'), spec('plan'), spec('community', 'moderator')],
    async handle(invocation) {
      invocations.push(invocation);
      return await handle(invocation);
    },
    suggest: async () => [],
    question: async () => null,
    async reachable(_platform, to, open) {
      reached.push({ ...to, open });
    },
    words: (key) => WORDS[key] ?? key,
  };
}

export function text(value: string): Part {
  return { kind: 'text', body: [{ type: 'paragraph', children: [...words(value)] }] };
}

export function fresh(...reply: Reply): Answer {
  return { reply, redraw: false };
}

export function redrawn(...reply: Reply): Answer {
  return { reply, redraw: true };
}
