import type { PhrasingContent, RootContent } from 'mdast';

/** Rich text of several blocks, as mdast. A person's own words appear only as `text` nodes. */
export type Rich = readonly RootContent[];

/** Rich text of one line, as mdast. */
export type Line = readonly PhrasingContent[];

/** A button. `verb` and `id` travel through the platform as `verb:id` and hold no state. */
export interface Button {
  readonly verb: string;
  readonly id: string;
  readonly label: string;
  readonly style?: 'main' | 'plain' | 'danger';
}

export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** How one question of a form is answered. */
export type QuestionInput =
  | { readonly type: 'choice'; readonly choices: readonly Choice[] }
  /** Any number of choices; `picked` holds those chosen so far. `ready` labels the button that ends the choosing. */
  | {
      readonly type: 'many';
      readonly choices: readonly Choice[];
      readonly picked: readonly string[];
      readonly ready: string;
    }
  /** `long`: several paragraphs. `initial`: a text to start editing from. */
  | {
      readonly type: 'typed';
      readonly example: string;
      readonly maxLength: number;
      readonly long?: boolean;
      readonly initial?: string;
    }
  /** One file. `accepts`: file endings and media types, such as `.csv` and `audio/*`; `hint` says the same in words. */
  | { readonly type: 'file'; readonly accepts: readonly string[]; readonly hint: string }
  /** Entries to press one at a time; `add` labels the button for a new one, and is null when the list is full. */
  | {
      readonly type: 'list';
      readonly entries: readonly Choice[];
      readonly add: string | null;
      readonly ready: string;
    };

/** One field of a page. */
export interface PageField {
  /** Id of the question; the answers to a page come back under it. */
  readonly id: string;
  readonly label: string;
  /** The question in full. */
  readonly ask: Rich;
  readonly input: QuestionInput;
  /** Whether it may be left empty. */
  readonly optional: boolean;
  /** What is selected at first, if it has choices. */
  readonly chosen?: readonly string[];
}

/** Questions that a platform with real forms asks all at once: two or more fields. */
export interface Page {
  readonly title: Rich;
  readonly fields: readonly PageField[];
}

/** The question that a form waits for. `token` ties an answer to this question of this session. */
export interface QuestionPart {
  readonly kind: 'question';
  readonly token: string;
  readonly ask: Rich;
  readonly input: QuestionInput;
  readonly optional: boolean;
  readonly canGoBack: boolean;
  /** Labels the button that keeps the initial value; absent if there is none. */
  readonly keep?: string;
  /** The page that starts with this question; absent if the question stands alone. */
  readonly page?: Page;
}

/** A text to copy. */
export interface DraftPart {
  readonly kind: 'draft';
  readonly title: Line;
  readonly body: string;
  /** Stands apart, because mail programs ask for it apart. */
  readonly subject?: { readonly title: Line; readonly text: string };
  /** Opens it in a mail program, where a platform can show such a link. */
  readonly mailto?: string;
}

/** What to say, as plain data. A platform draws each part, or falls back to text. */
export type Part =
  | { readonly kind: 'text'; readonly body: Rich }
  | {
      readonly kind: 'list';
      readonly title: Line;
      readonly items: readonly Line[];
      readonly ordered: boolean;
    }
  | {
      readonly kind: 'checklist';
      readonly title: Line;
      readonly items: readonly { readonly done: boolean; readonly line: Line }[];
    }
  | {
      readonly kind: 'facts';
      readonly title: Line;
      readonly rows: readonly { readonly label: Line; readonly value: Line }[];
    }
  | DraftPart
  /** Everyone reads `caption` if a platform has no hidden text for a picture; if it is absent, they read `alt`. */
  | {
      readonly kind: 'picture';
      readonly name: string;
      readonly alt: string;
      readonly caption?: string;
      readonly png: Uint8Array;
    }
  | {
      readonly kind: 'file';
      readonly name: string;
      readonly mime: string;
      readonly caption: Line;
      readonly bytes: Uint8Array;
    }
  | { readonly kind: 'buttons'; readonly buttons: readonly Button[] }
  | QuestionPart;

/** One answer or one message: its parts in reading order. */
export type Reply = readonly Part[];

/** A person's own words as a line: one text node, whatever they contain. */
export function words(text: string): Line {
  return [{ type: 'text', value: text }];
}

/**
 * The same reply with each button only once: the first one stays. A reply joined from several places may contain a
 * button twice, and Discord rejects such a message.
 */
export function eachButtonOnce(reply: Reply): Reply {
  const seen = new Set<string>();
  const isNew = ({ verb, id }: Button): boolean => {
    const name = `${verb}:${id}`;
    return !seen.has(name) && seen.add(name).has(name);
  };
  return reply.flatMap((part): Reply => {
    if (part.kind !== 'buttons') return [part];
    const buttons = part.buttons.filter(isNew);
    return buttons.length === 0 ? [] : [{ ...part, buttons }];
  });
}
