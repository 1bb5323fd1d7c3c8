import { copyKey, type Key, type Keyboard, key, layOut } from '#bots/telegram/keyboard.ts';
import { LIMITS } from '#bots/telegram/limits.ts';
import { drawLine, drawRich, tick } from '#bots/telegram/markdown.ts';
import { join, mark, plain, type Styled, split } from '#bots/telegram/styled.ts';
import { type DraftPart, type Line, type Part, type QuestionPart, type Reply, words } from '#core/reply.ts';

/** One message to send; `rows` is empty if it has no buttons. */
export type Send =
  | { readonly kind: 'text'; readonly body: Styled; readonly rows: Keyboard }
  | {
      readonly kind: 'photo' | 'document';
      readonly name: string;
      readonly bytes: Uint8Array;
      readonly body: Styled;
      readonly rows: Keyboard;
    };

/** The words a question brings by itself: two buttons, and what comes before an example. */
export interface Labels {
  readonly skip: string;
  readonly back: string;
  readonly example: string;
  /** The heading of an initial text that is to be edited. */
  readonly soFar: string;
  readonly copy: string;
  readonly copySubject: string;
}

/** Understandable without words, for messages outside a conversation. */
const SIGNS: Labels = { skip: '⏭', back: '◀', example: '✎', soFar: '✎', copy: '📋', copySubject: '📋 ✉' };

/** Telegram does not accept buttons without text above them. */
const POINTER = plain('👇');

/**
 * Turns a reply into messages within Telegram's limits, in reading order. Buttons end the message they belong to.
 * @throws {RejectedError} if a button's id does not fit
 */
export function render(reply: Reply, labels: Labels = SIGNS): Send[] {
  const sends: Send[] = [];
  let open: Styled[] = [];
  /** They wait for the next buttons, so that a draft and its buttons stay one message. */
  let copies: readonly Key[] = [];

  function close(): void {
    const bodies = split(join(open, '\n\n'), LIMITS.text);
    sends.push(...bodies.map((body): Send => ({ kind: 'text', body, rows: [] })));
    open = [];
  }

  function attach(keys: readonly Key[]): void {
    for (const { lines, rows } of layOut(keys)) {
      open.push(plain(lines.join('\n')));
      close();
      const last = sends.pop();
      if (last && last.rows.flat().length + rows.flat().length <= LIMITS.keys) {
        sends.push({ ...last, rows: [...last.rows, ...rows] });
      } else {
        sends.push(...(last ? [last] : []), { kind: 'text', body: POINTER, rows });
      }
    }
  }

  function takeCopies(): readonly Key[] {
    const taken = copies;
    copies = [];
    return taken;
  }

  /** What fills more than three messages is easier to keep as a file. */
  function addDraft(part: DraftPart): void {
    const { title, body, subject } = part;
    const subjectKeys = subject ? copyKey(labels.copySubject, subject.text) : [];
    copies = [...copies, ...subjectKeys, ...copyKey(labels.copy, body)];
    if (body.length <= 3 * LIMITS.text) {
      open.push(drawPart(part));
      return;
    }
    if (subject) open.push(drawSubject(subject));
    upload('document', 'draft.txt', new TextEncoder().encode(body), drawLine(title));
  }

  function upload(kind: 'photo' | 'document', name: string, bytes: Uint8Array, caption: Styled): void {
    const fits = caption.text.length <= LIMITS.caption;
    if (!fits) open.push(caption);
    close();
    sends.push({ kind, name, bytes, body: fits ? caption : plain(''), rows: [] });
  }

  function add(part: Part): void {
    switch (part.kind) {
      case 'text':
      case 'list':
      case 'checklist':
      case 'facts':
        open.push(drawPart(part));
        return;
      case 'draft':
        addDraft(part);
        return;
      case 'picture':
        upload('photo', part.name, part.png, plain(part.caption ?? part.alt));
        return;
      case 'file':
        upload('document', part.name, part.bytes, drawLine(part.caption));
        return;
      case 'buttons':
        attach([
          ...takeCopies(),
          ...part.buttons.map(({ verb, id, label, style }) =>
            key(label, `${verb}:${id}`, STYLES[style ?? 'plain']),
          ),
        ]);
        return;
      case 'question':
        open.push(...drawQuestion(part, labels));
        attach([...takeCopies(), ...choiceKeys(part)]);
        attach(stepKeys(part, labels));
        close();
        return;
      default:
        part satisfies never;
    }
  }

  reply.forEach(add);
  attach(takeCopies());
  close();
  return sends;
}

/** What is left of a message whose file Telegram did not accept, with a `note` in its place. */
export function withoutFile({ body, rows }: Send, note: string): Send {
  return { kind: 'text', body: join([body, mark('italic', plain(note))], '\n\n'), rows };
}

const STYLES = { main: 'primary', plain: undefined, danger: 'danger' } as const;

type TextPart = Extract<Part, { kind: 'text' | 'list' | 'checklist' | 'facts' | 'draft' }>;

function drawPart(part: TextPart): Styled {
  switch (part.kind) {
    case 'text':
      return drawRich(part.body);
    case 'list':
      return titled(
        part.title,
        part.items.map((item, index) =>
          join([plain(part.ordered ? `${index + 1}. ` : '• '), drawLine(item)]),
        ),
      );
    case 'checklist':
      return titled(
        part.title,
        part.items.map(({ done, line }) => join([plain(`${tick(done)} `), drawLine(line)])),
      );
    case 'facts':
      return titled(
        part.title,
        part.rows.map(({ label, value }) =>
          join([mark('bold', drawLine(label)), plain(': '), drawLine(value)]),
        ),
      );
    case 'draft':
      return join(
        [
          ...(part.subject ? [drawSubject(part.subject)] : []),
          titled(part.title, [mark('pre', plain(part.body))]),
        ],
        '\n',
      );
  }
}

function drawSubject({ title, text }: NonNullable<DraftPart['subject']>): Styled {
  return titled(title, [mark('pre', plain(text))]);
}

function titled(title: Line, lines: readonly Styled[]): Styled {
  return join([mark('bold', drawLine(title)), ...lines], '\n');
}

function drawQuestion({ ask, input }: QuestionPart, labels: Labels): readonly Styled[] {
  if (input.type === 'file') return [join([drawRich(ask), mark('italic', plain(input.hint))], '\n\n')];
  if (input.type !== 'typed') return [drawRich(ask)];
  const example = input.example === '' ? [] : [mark('italic', plain(`${labels.example} ${input.example}`))];
  const question = join([drawRich(ask), ...example], '\n\n');
  // The input field cannot be prefilled, so a long text is shown here to be copied.
  if (!input.long || !input.initial) return [question];
  return [titled(words(labels.soFar), [mark('pre', plain(input.initial))]), question];
}

function choiceKeys({ token, input }: QuestionPart): Key[] {
  if (input.type === 'typed' || input.type === 'file') return [];
  if (input.type === 'many') {
    const isPicked = (value: string): boolean => input.picked.includes(value);
    return [
      ...input.choices.map(({ value, label }) =>
        key(`${tick(isPicked(value))} ${label}`, `answer:${token}.${value}`),
      ),
      key(input.ready, `ready:${token}`, STYLES.main),
    ];
  }
  const choices = input.type === 'list' ? input.entries : input.choices;
  return choices.map(({ value, label }) => key(label, `answer:${token}.${value}`));
}

function stepKeys({ token, input, keep, optional, canGoBack }: QuestionPart, labels: Labels): Key[] {
  const list = input.type === 'list' ? input : null;
  return [
    ...(list?.add ? [key(list.add, `answer:${token}.add`)] : []),
    ...(list ? [key(list.ready, `ready:${token}`, STYLES.main)] : []),
    ...(keep === undefined ? [] : [key(keep, `keepvalue:${token}`)]),
    ...(canGoBack ? [key(labels.back, `back:${token}`)] : []),
    ...(optional ? [key(labels.skip, `skip:${token}`)] : []),
  ];
}
