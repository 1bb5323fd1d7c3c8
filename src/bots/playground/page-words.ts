import type { Chat } from '#bots/chat/chat.ts';

/** Texts of the page, under `playground.page` in the catalogue. */
const PAGE = [
  'attach',
  'bringForward',
  'cancel',
  'commands',
  'composer',
  'composerHint',
  'confirmNew',
  'confirmNewBody',
  'connected',
  'connecting',
  'conversation',
  'copied',
  'copy',
  'copyFailed',
  'copySubject',
  'done',
  'down',
  'download',
  'erased',
  'example',
  'failed',
  'greeting',
  'greetingBody',
  'lost',
  'mail',
  'newPerson',
  'noReminder',
  'onItsOwn',
  'onItsWay',
  'open',
  'privacy',
  'rematch',
  'send',
  'start',
  'tag',
  'thinking',
  'you',
] as const;

/** Labels that all platforms show around a question. */
const SHARED = ['skip', 'back'] as const;
export type PageWord = (typeof PAGE)[number] | (typeof SHARED)[number];

/** Everything the page itself says, by name. */
export function pageWords(chat: Chat): Readonly<Record<PageWord, string>> {
  const pairs = [
    ...PAGE.map((word) => [word, chat.words(`playground.page.${word}`)]),
    ...SHARED.map((word) => [word, chat.words(`chat.${word}`)]),
  ];
  return Object.fromEntries(pairs);
}
