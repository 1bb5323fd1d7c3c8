import {
  type APIComponentInLabel,
  type APILabelComponent,
  type APIModalInteractionResponse,
  ComponentType,
  InteractionResponseType,
  type ModalData,
  TextInputStyle,
} from 'discord.js';
import { toString as flatten } from 'mdast-util-to-string';
import type { Attachment } from '#bots/chat/attachment.ts';
import type { Invocation } from '#bots/chat/invocation.ts';
import { customId, eachValueOnce, options } from '#bots/discord/components.ts';
import { attachment } from '#bots/discord/files.ts';
import { LIMITS, shorten } from '#bots/discord/limits.ts';
import { RejectedError } from '#core/platform.ts';
import {
  type PageField,
  type QuestionInput,
  type QuestionPart,
  type Rich,
  words as wordsOf,
} from '#core/reply.ts';

/** The field of a modal with one question. On a page each field has the id of its question. */
export const MODAL_FIELD = 'value';

/** Answers that may be longer than this get a field of several lines. */
const ONE_LINE = 100;

/** The words a modal needs: its title if it has one question, and what a menu shows before anything is chosen. */
interface BoxWords {
  readonly type: string;
  readonly choose: string;
}

/** Whether a question is answered in a modal: a typed one, a file, or a page of several. */
export function needsBox({ page, input }: QuestionPart): boolean {
  return page !== undefined || input.type === 'typed' || input.type === 'file';
}

/** The modal in which a question is answered by typing, or a whole page is filled in. Texts are cut to fit. */
export function modal(question: QuestionPart, words: BoxWords): APIModalInteractionResponse {
  const { token, ask, input, page } = question;
  const hint = input.type === 'file' ? [paragraph(input.hint)] : [];
  const alone: PageField = { id: MODAL_FIELD, label: plain(ask), ask: hint, input, optional: false };
  return {
    type: InteractionResponseType.Modal,
    data: {
      custom_id: customId('answer', token),
      title: shorten(page ? plain(page.title.slice(0, 1)) : words.type, LIMITS.modalTitle.max),
      components: (page?.fields ?? [alone]).map((field) => labelled(field, words)),
    },
  };
}

/**
 * What was filled in, as an input: one answer, or the values of a page. A file's value is its position among the files.
 */
export function submitted(
  token: string,
  fields: Iterable<readonly [string, ModalData]>,
): Pick<Invocation, 'input' | 'attachments'> {
  const attachments: Attachment[] = [];
  const values = Object.fromEntries([...fields].map(([id, field]) => [id, filledIn(field, attachments)]));
  const files = attachments.length > 0 ? { attachments } : {};
  const alone = values[MODAL_FIELD];
  if (typeof alone === 'string') return { input: { kind: 'answer', token, value: alone }, ...files };
  return { input: { kind: 'page', token, values }, ...files };
}

/** The value of one field. A file is added to the others, and an empty field has no value. */
function filledIn(field: ModalData, attachments: Attachment[]): string | string[] {
  if (field.type === ComponentType.FileUpload) {
    const file = field.attachments?.first();
    return file ? String(attachments.push(attachment(file)) - 1) : '';
  }
  if ('values' in field) return [...field.values];
  return typeof field.value === 'string' ? field.value : '';
}

function labelled(field: PageField, words: BoxWords): APILabelComponent {
  const ask = plain(field.ask);
  return {
    type: ComponentType.Label,
    label: shorten(field.label, LIMITS.modalLabel.max),
    ...(ask === '' ? {} : { description: shorten(ask, LIMITS.modalDescription.max) }),
    component: control(field, field.input, words),
  };
}

function control(
  { id, optional, chosen = [] }: PageField,
  input: QuestionInput,
  { choose }: BoxWords,
): APIComponentInLabel {
  if (input.type === 'typed') {
    const example = input.example.trim();
    return {
      type: ComponentType.TextInput,
      custom_id: id,
      style: input.maxLength > ONE_LINE ? TextInputStyle.Paragraph : TextInputStyle.Short,
      required: !optional,
      max_length: Math.min(Math.max(input.maxLength, 1), LIMITS.typedAnswer.max),
      ...(input.initial ? { value: input.initial.slice(0, input.maxLength) } : {}),
      ...(example === '' ? {} : { placeholder: shorten(example, LIMITS.placeholder.max) }),
    };
  }
  if (input.type === 'file') {
    const required = !optional;
    return {
      type: ComponentType.FileUpload,
      custom_id: id,
      required,
      min_values: required ? 1 : 0,
      max_values: 1,
    };
  }
  if (input.type === 'list') throw new RejectedError('a list cannot stand in a box');
  const isMany = input.type === 'many';
  const choices = eachValueOnce(input.choices);
  const required = !optional && !isMany;
  return {
    type: ComponentType.StringSelect,
    custom_id: id,
    required,
    min_values: required ? 1 : 0,
    max_values: isMany ? choices.length : 1,
    placeholder: shorten(choose, LIMITS.selectPlaceholder.max),
    options: options(choices).map((option) =>
      chosen.includes(option.value) ? { ...option, default: true } : option,
    ),
  };
}

function paragraph(text: string): Rich[number] {
  return { type: 'paragraph', children: [...wordsOf(text)] };
}

function plain(text: Rich): string {
  return text.map((block) => flatten(block)).join(' ');
}
