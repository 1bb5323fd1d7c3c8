import {
  type APIModalInteractionResponse,
  ComponentType,
  InteractionResponseType,
  TextInputStyle,
} from 'discord.js';
import { toString as flatten } from 'mdast-util-to-string';
import { customId } from '#bots/discord/components.ts';
import { LIMITS, shorten } from '#bots/discord/limits.ts';
import type { QuestionInput, QuestionPart } from '#core/reply.ts';

/** The field of the box that holds the typed answer. */
export const MODAL_FIELD = 'value';

/** Answers that may be longer than this get a box of several lines. */
const ONE_LINE = 100;

export type TypedQuestion = QuestionPart & { readonly input: Extract<QuestionInput, { type: 'typed' }> };

export function isTyped(question: QuestionPart): question is TypedQuestion {
  return question.input.type === 'typed';
}

/** The box in which a question is answered by typing; the question itself is cut to what a box's title can hold. */
export function modal({ token, ask, input }: TypedQuestion, title: string): APIModalInteractionResponse {
  const question = ask.map((block) => flatten(block)).join(' ');
  const example = input.example.trim();
  return {
    type: InteractionResponseType.Modal,
    data: {
      custom_id: customId('answer', token),
      title: shorten(title, LIMITS.modalTitle.max),
      components: [
        {
          type: ComponentType.Label,
          label: shorten(question, LIMITS.modalLabel.max),
          component: {
            type: ComponentType.TextInput,
            custom_id: MODAL_FIELD,
            style: input.maxLength > ONE_LINE ? TextInputStyle.Paragraph : TextInputStyle.Short,
            required: true,
            max_length: Math.min(Math.max(input.maxLength, 1), LIMITS.typedAnswer.max),
            ...(example === '' ? {} : { placeholder: shorten(example, LIMITS.placeholder.max) }),
          },
        },
      ],
    },
  };
}
