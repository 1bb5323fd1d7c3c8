import {
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  type APIComponentInMessageActionRow,
  type APISelectMenuOption,
  type APIStringSelectComponent,
  ButtonStyle,
  ComponentType,
  type StringSelectMenuInteraction,
} from 'discord.js';
import type { Input } from '#bots/chat/invocation.ts';
import { LIMITS, shorten } from '#bots/discord/limits.ts';
import { RejectedError } from '#core/platform.ts';
import type { Button, Choice, QuestionPart } from '#core/reply.ts';

export type Row = APIActionRowComponent<APIComponentInMessageActionRow>;
type ButtonComponent = APIButtonComponentWithCustomId;
type Group =
  | { readonly kind: 'buttons'; readonly buttons: readonly ButtonComponent[] }
  | { readonly kind: 'select'; readonly select: APIStringSelectComponent };

/** The few words of ours that Discord shows around a question. */
export interface Labels {
  readonly skip: string;
  readonly back: string;
  readonly type: string;
  readonly choose: string;
  readonly fillIn: string;
  readonly chooseFile: string;
}

/** Up to this length, choices are easier to read as buttons than in a menu. */
const SHORT_CHOICE = 40;
const STYLES = {
  main: ButtonStyle.Primary,
  plain: ButtonStyle.Secondary,
  danger: ButtonStyle.Danger,
} as const;

/** `verb:id` as Discord carries it. @throws {RejectedError} if it is longer than Discord accepts: a bug of ours */
export function customId(verb: string, id: string): string {
  const made = `${verb}:${id}`;
  if (made.length > LIMITS.customId.max)
    throw new RejectedError(`a button "${verb}" has an id of ${made.length} characters`);
  return made;
}

/** The same without duplicate ids, for which Discord would reject the whole message. */
function eachIdOnce(groups: readonly Group[]): readonly Group[] {
  const seen = new Set<string>();
  const isNew = (id: string): boolean => !seen.has(id) && seen.add(id).has(id);
  return groups.flatMap((group): Group[] => {
    if (group.kind === 'select') return isNew(group.select.custom_id) ? [group] : [];
    return [{ ...group, buttons: group.buttons.filter((button) => isNew(button.custom_id)) }];
  });
}

/** Components under construction. What does not fit Discord's rows is returned as labels, to be listed in the text. */
export function layOut(given: readonly Group[]): {
  readonly rows: readonly Row[];
  readonly left: readonly string[];
} {
  const groups = eachIdOnce(given);
  const separate = groups.flatMap((group) =>
    group.kind === 'select' ? [row([group.select])] : buttonRows(group.buttons),
  );
  if (separate.length <= LIMITS.rows.max) return { rows: separate, left: [] };

  const selects = groups.flatMap((group) => (group.kind === 'select' ? [group.select] : []));
  const buttons = groups.flatMap((group) => (group.kind === 'buttons' ? group.buttons : []));
  const menus = selects.slice(0, buttons.length > 0 ? LIMITS.rows.max - 1 : LIMITS.rows.max);
  const room = (LIMITS.rows.max - menus.length) * LIMITS.buttonsPerRow.max;
  return {
    rows: [...menus.map((select) => row([select])), ...buttonRows(buttons.slice(0, room))],
    left: [
      ...selects.slice(menus.length).flatMap((select) => select.options.map((option) => option.label)),
      ...buttons.slice(room).map((button) => button.label ?? ''),
    ],
  };
}

/** A row of buttons as one group. */
export function buttonGroup(buttons: readonly Button[]): Group {
  return {
    kind: 'buttons',
    buttons: buttons.map((button) => ({
      type: ComponentType.Button,
      style: STYLES[button.style ?? 'plain'],
      label: shorten(button.label, LIMITS.buttonLabel.max),
      custom_id: customId(button.verb, button.id),
    })),
  };
}

/** What a question is answered with: buttons or menus for choices, a button that opens a modal, and the ways out. */
export function questionGroups(question: QuestionPart, labels: Labels): readonly Group[] {
  const { token: id, page, optional, keep } = question;
  const back = page ? 'pageback' : 'back';
  const wayBack: readonly Button[] = question.canGoBack ? [{ verb: back, id, label: labels.back }] : [];
  const kept: readonly Button[] = keep === undefined || page ? [] : [{ verb: 'keepvalue', id, label: keep }];
  const wayOn: readonly Button[] = optional && !page ? [{ verb: 'skip', id, label: labels.skip }] : [];
  const ways = [...kept, ...wayBack, ...wayOn];
  return [...answers(question, labels), ...(ways.length > 0 ? [buttonGroup(ways)] : [])];
}

function answers({ token, input, page }: QuestionPart, labels: Labels): readonly Group[] {
  if (page) return [buttonGroup([{ verb: 'type', id: token, label: labels.fillIn, style: 'main' }])];
  if (input.type === 'typed')
    return [buttonGroup([{ verb: 'type', id: token, label: labels.type, style: 'main' }])];
  if (input.type === 'file')
    return [buttonGroup([{ verb: 'type', id: token, label: labels.chooseFile, style: 'main' }])];
  if (input.type === 'many') {
    const choices = eachValueOnce(input.choices);
    const some = menu(token, token, choices, labels.choose);
    return [
      { kind: 'select', select: { ...some, min_values: 1, max_values: choices.length } },
      buttonGroup([{ verb: 'ready', id: token, label: input.ready }]),
    ];
  }
  if (input.type === 'list') {
    const add: readonly Button[] =
      input.add === null ? [] : [{ verb: 'answer', id: answerId(token, 'add'), label: input.add }];
    const ready: Button = { verb: 'ready', id: token, label: input.ready, style: 'main' };
    return [...choiceGroups(token, input.entries, labels), buttonGroup([...add, ready])];
  }
  return choiceGroups(token, eachValueOnce(input.choices), labels);
}

/** Shows a few short choices as buttons, and others in menus. */
function choiceGroups(token: string, choices: readonly Choice[], labels: Labels): readonly Group[] {
  if (choices.length === 0) return [];
  const asButtons =
    choices.length <= LIMITS.buttonsPerRow.max && choices.every((one) => one.label.length <= SHORT_CHOICE);
  if (asButtons)
    return [
      buttonGroup(choices.map(({ value, label }) => ({ verb: 'answer', id: answerId(token, value), label }))),
    ];
  return chunks(choices, LIMITS.selectOptions.max).map((some, index) => ({
    kind: 'select',
    select: menu(index === 0 ? token : `${token}~${index}`, token, some, labels.choose),
  }));
}

function menu(
  id: string,
  token: string,
  choices: readonly Choice[],
  choose: string,
): APIStringSelectComponent {
  return {
    type: ComponentType.StringSelect,
    custom_id: customId('pick', id),
    placeholder: shorten(choose, LIMITS.selectPlaceholder.max),
    options: options(choices, token),
  };
}

/** Discord rejects a menu that has the same value twice. */
export function eachValueOnce(choices: readonly Choice[]): readonly Choice[] {
  return choices.filter(({ value }, index) => choices.findIndex((one) => one.value === value) === index);
}

/**
 * The entries of a menu. A choice from a menu under a message becomes a press of `answer:<token>.<value>`, which has to
 * fit.
 */
export function options(choices: readonly Choice[], token?: string): APISelectMenuOption[] {
  return choices.map(({ value, label }) => {
    if (token !== undefined) customId('answer', answerId(token, value));
    return { label: shorten(label, LIMITS.selectLabel.max), value };
  });
}

/** The id of the button that answers the question `token` with `value`. */
export function answerId(token: string, value: string): string {
  return `${token}.${value}`;
}

/** The token of the question that a menu with this id belongs to. Long questions have a second menu, `<token>~1`. */
export function pickedToken(id: string): string {
  return id.replace(/~\d+$/, '');
}

/** A single choice is a press like any other. A menu that allows several is a page with one question. */
export function picked(token: string, { values, component }: StringSelectMenuInteraction): Input {
  const most = 'maxValues' in component ? component.maxValues : component.max_values;
  if ((most ?? 1) === 1) return { kind: 'press', button: `answer:${answerId(token, values[0] ?? '')}` };
  return { kind: 'page', token, values: { [token.slice(token.indexOf('.') + 1)]: [...values] } };
}

function row(components: readonly APIComponentInMessageActionRow[]): Row {
  return { type: ComponentType.ActionRow, components: [...components] };
}

function buttonRows(buttons: readonly ButtonComponent[]): readonly Row[] {
  return chunks(buttons, LIMITS.buttonsPerRow.max).map(row);
}

function chunks<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
