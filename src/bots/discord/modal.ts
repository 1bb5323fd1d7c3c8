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
import type { Input } from '#bots/chat/invocation.ts';
import { customId, eachValueOnce, options } from '#bots/discord/components.ts';
import { LIMITS, shorten } from '#bots/discord/limits.ts';
import { RejectedError } from '#core/platform.ts';
import type { PageField, QuestionInput, QuestionPart, Rich } from '#core/reply.ts';

/** The field of a box with one question. On a page each field has the id of its question. */
export const MODAL_FIELD = 'value';

/** Answers that may be longer than this get a box of several lines. */
const ONE_LINE = 100;

/** What a box needs in words: its title where it holds one question, what stands in a menu before anything is chosen. */
interface BoxWords {
  readonly type: string;
  readonly choose: string;
}

/** Whether a question is answered in a box: a typed one, or a page of several. */
export function needsBox({ page, input }: QuestionPart): boolean {
  return page !== undefined || input.type === 'typed';
}

/** The box in which a question is answered by typing, or a whole page is filled in. Texts are cut to what it can hold. */
export function modal(question: QuestionPart, words: BoxWords): APIModalInteractionResponse {
  const { token, ask, input, page } = question;
  const alone: PageField = { id: MODAL_FIELD, label: plain(ask), ask: [], input, optional: false };
  return {
    type: InteractionResponseType.Modal,
    data: {
      custom_id: customId('answer', token),
      title: shorten(page ? plain(page.title.slice(0, 1)) : words.type, LIMITS.modalTitle.max),
      components: (page?.fields ?? [alone]).map((field) => labelled(field, words)),
    },
  };
}

/** What was filled in, as an input: one typed answer, or the values of a page. */
export function submitted(token: string, fields: Iterable<readonly [string, ModalData]>): Input {
  const values = Object.fromEntries([...fields].map(([id, field]) => [id, filledIn(field)]));
  const alone = values[MODAL_FIELD];
  if (typeof alone === 'string') return { kind: 'answer', token, value: alone };
  return { kind: 'page', token, values };
}

function filledIn(field: ModalData): string | string[] {
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

function plain(text: Rich): string {
  return text.map((block) => flatten(block)).join(' ');
}
