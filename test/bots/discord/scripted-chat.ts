import type { Answer, Chat } from '#bots/chat/chat.ts';
import type { CommandSpec } from '#bots/chat/command-spec.ts';
import type { Admission } from '#bots/chat/flood.ts';
import type { Invocation } from '#bots/chat/invocation.ts';
import { type QuestionPart, type Reply, words } from '#core/reply.ts';

export const COMMANDS: readonly CommandSpec[] = [
  { name: 'start', summary: 'Begin', who: 'anyone', options: [] },
  {
    name: 'settings',
    summary: 'Change your time zone',
    who: 'anyone',
    options: [
      {
        name: 'weeks',
        summary: 'How many weeks',
        type: 'integer',
        required: false,
        choices: [],
        min: 1,
        max: 52,
        suggests: false,
      },
      {
        name: 'zone',
        summary: 'Your time zone',
        type: 'text',
        required: true,
        choices: [],
        min: null,
        max: null,
        suggests: true,
      },
      {
        name: 'mood',
        summary: 'How it goes',
        type: 'text',
        required: false,
        choices: [{ value: 'fine', label: 'Fine' }],
        min: null,
        max: null,
        suggests: false,
      },
    ],
  },
  { name: 'community', summary: 'Set up a server', who: 'moderator', options: [] },
];

const WORDS: Readonly<Record<string, string>> = {
  'chat.skip': 'Skip',
  'chat.back': 'Back',
  'chat.type': 'Type my answer',
  'chat.choose': 'Choose one',
  'chat.fill_in': 'Fill in',
  'chat.not_shown': 'I could not show that.',
  'chat.not_through': 'Please press again.',
  'chat.file_missing': 'A file is missing.',
  'chat.slow_down': 'Slow down.',
};

/** A Chat of a test: `answer` says what is said, `questions` holds what is open. */
export interface ScriptedChat extends Chat {
  readonly heard: Invocation[];
  readonly questions: Map<string, QuestionPart>;
  /** What becomes of all that comes in. */
  admission: Admission;
  answer: (invocation: Invocation) => Answer | Promise<Answer>;
}

export function scriptedChat(commands: readonly CommandSpec[] = COMMANDS): ScriptedChat {
  const chat: ScriptedChat = {
    heard: [],
    questions: new Map(),
    admission: 'answer',
    admit: async () => chat.admission,
    answer: (invocation) => ({ reply: says(`you did ${invocation.input.kind}`), redraw: false }),
    commands,
    async handle(invocation) {
      chat.heard.push(invocation);
      return chat.answer(invocation);
    },
    suggest: async ({ typed }) =>
      Array.from({ length: 40 }, (_, index) => ({
        value: `${typed}${index}`,
        label: `Zone ${typed}${index}`,
      })),
    question: async (_platform, _user, token) => chat.questions.get(token) ?? null,
    reachable: async () => undefined,
    words: (key) => WORDS[key] ?? `no words for ${key}`,
  };
  return chat;
}

export function says(text: string): Reply {
  return [{ kind: 'text', body: [{ type: 'paragraph', children: [...words(text)] }] }];
}

export function button(verb: string, id: string, label = `${verb} ${id}`): Reply[number] {
  return { kind: 'buttons', buttons: [{ verb, id, label }] };
}

export function question(given: Partial<QuestionPart> & Pick<QuestionPart, 'token' | 'input'>): QuestionPart {
  return {
    kind: 'question',
    ask: [{ type: 'paragraph', children: [...words('What was your score?')] }],
    optional: false,
    canGoBack: false,
    ...given,
  };
}
