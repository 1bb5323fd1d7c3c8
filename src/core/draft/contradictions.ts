import { type Telling, type Topic, tellingsOf, type Words } from '#core/draft/tellings.ts';

/** A text of one person, under whatever name it is shown. */
export interface Told {
  readonly name: string;
  readonly text: string;
}

/** A place in one of the texts, in UTF-16 units. */
export interface ToldAt {
  readonly name: string;
  readonly words: string;
  readonly from: number;
  readonly to: number;
}

/** Two texts that tell the same thing differently, with both places. */
export interface Contradiction {
  readonly topic: Topic;
  readonly places: readonly [ToldAt, ToldAt];
}

/**
 * Where the texts of one person tell different stories. A text may leave out what another one says; only two that both
 * speak of a thing and share none of what they say about it contradict each other.
 */
export function contradictions(texts: readonly Told[], knowledge: Words): readonly Contradiction[] {
  const told = texts.map((text) => ({
    text,
    byTopic: Map.groupBy(tellingsOf(text.text, knowledge), ({ topic }) => topic),
  }));
  return told.flatMap((one, index) =>
    told.slice(index + 1).flatMap((other) =>
      [...one.byTopic].flatMap(([topic, mine]): readonly Contradiction[] => {
        const theirs = other.byTopic.get(topic) ?? [];
        const isSame = theirs.length === 0 || mine.some((a) => theirs.some((b) => agree(a, b)));
        const [a, b] = [mine[0], theirs[0]];
        return isSame || !a || !b ? [] : [{ topic, places: [placeOf(one.text, a), placeOf(other.text, b)] }];
      }),
    ),
  );
}

/** A year agrees with each of its months. */
export function agree(a: Pick<Telling, 'topic' | 'value'>, b: Pick<Telling, 'value'>): boolean {
  if (a.value === b.value) return true;
  return a.topic.endsWith('_on') && (a.value.startsWith(`${b.value}-`) || b.value.startsWith(`${a.value}-`));
}

function placeOf({ name, text }: Told, { from, to }: Telling): ToldAt {
  return { name, words: text.slice(from, to), from, to };
}
