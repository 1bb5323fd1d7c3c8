/** One state: all strings of a text that end at the same places. */
interface State {
  /** The length of its longest string. */
  readonly length: number;
  /** The state of the longest suffix that ends in more places; -1 for the first state. */
  link: number;
  readonly next: Map<number, number>;
  /** Where its strings first end (inclusive). */
  readonly firstEnd: number;
}

/** The longest run that ends at a given place in one text and also occurs in another. */
export interface Match {
  readonly length: number;
  /** Where the run first ends in the other text (inclusive). */
  readonly otherEnd: number;
}

/**
 * Every run of numbers in `other` as a suffix automaton (Blumer et al. 1985). Time and memory are linear in its length.
 */
function automatonOf(other: readonly number[]): readonly State[] {
  const states: State[] = [{ length: 0, link: -1, next: new Map(), firstEnd: -1 }];
  let last = 0;
  const stateAt = (index: number): State => states[index] ?? missing(index);
  for (const [at, symbol] of other.entries()) {
    const made =
      states.push({ length: stateAt(last).length + 1, link: 0, next: new Map(), firstEnd: at }) - 1;
    let from = last;
    while (from !== -1 && !stateAt(from).next.has(symbol)) {
      stateAt(from).next.set(symbol, made);
      from = stateAt(from).link;
    }
    if (from !== -1) stateAt(made).link = suffixState(states, from, symbol);
    last = made;
  }
  return states;
}

/** The state that `symbol` leads to from `from`, split if it also holds strings that end in fewer places. */
function suffixState(states: State[], from: number, symbol: number): number {
  const found = states[from]?.next.get(symbol) ?? missing(from);
  const target = states[found] ?? missing(found);
  const length = (states[from]?.length ?? 0) + 1;
  if (target.length === length) return found;
  const copy = states.push({ ...target, length, next: new Map(target.next) }) - 1;
  for (let at = from; at !== -1; ) {
    const state = states[at] ?? missing(at);
    if (state.next.get(symbol) !== found) break;
    state.next.set(symbol, copy);
    at = state.link;
  }
  target.link = copy;
  return copy;
}

/** For each place in `text`: the longest run of `other` that ends there. Takes time linear in both lengths. */
export function matchesIn(text: readonly number[], other: readonly number[]): readonly Match[] {
  const states = automatonOf(other);
  let at = 0;
  let length = 0;
  return text.map((symbol) => {
    let state = states[at] ?? missing(at);
    while (!state.next.has(symbol) && state.link !== -1) {
      at = state.link;
      state = states[at] ?? missing(at);
      length = state.length;
    }
    const next = state.next.get(symbol);
    if (next === undefined) return { length: 0, otherEnd: -1 };
    at = next;
    length += 1;
    return { length, otherEnd: states[at]?.firstEnd ?? -1 };
  });
}

function missing(index: number): never {
  throw new RangeError(`the automaton has no state ${index}`);
}
