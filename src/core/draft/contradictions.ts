import { type Telling, type Topic, tellingsOf, type Words } from '#core/draft/tellings.ts';

/** One of a person's texts, with the title under which it is shown. */
export interface Told {
  readonly name: string;
  readonly text: string;
}

/** A position in one of the texts, in UTF-16 units. */
export interface ToldAt {
  readonly name: string;
  readonly words: string;
  readonly from: number;
  readonly to: number;
}

/** Two texts that tell the same thing differently, with both positions. */
export interface Contradiction {
  readonly topic: Topic;
  readonly places: readonly [ToldAt, ToldAt];
}

/**
 * Where one person's texts tell different stories. A text may leave out what another says. Two texts contradict each
 * other only if both mention a thing and agree on nothing about it.
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
