import {
  type Context,
  type Emitter,
  Liquid,
  LiquidError,
  type Template as Node,
  type Parser,
  Tag,
  type TagToken,
  type TopLevelToken,
  Value,
} from 'liquidjs';
import { capitalized, mark, markOf } from '#core/draft/marked.ts';

/** All the Liquid that a template may use. None of it reads a file, a clock or a property of our own objects. */
const TAGS: readonly string[] = ['if', 'unless', 'for', 'fact'];
const FILTERS: readonly string[] = ['listed', 'capitalized'];
/** Characters, and units of memory. No time limit: it would read a clock, and no loop here is longer than a list. */
const LIMITS = { parse: 10_000, memory: 200_000 } as const;

/** A template cannot be used. `line`: counted from 1, in the text that was read. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
  readonly line: number;
  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

/** `{% fact x %}I did not match.{% endfact %}`: fixed words that depend on a fact, left out if there is none. */
class FactTag extends Tag {
  readonly #value: Value;
  readonly #inner: Node[] = [];

  constructor(token: TagToken, rest: TopLevelToken[], liquid: Liquid, parser: Parser) {
    super(token, rest, liquid);
    this.#value = new Value(token.tokenizer.readFilteredValue(), liquid);
    parser
      .parseStream(rest)
      .on('tag:endfact', function () {
        this.stop();
      })
      .on('template', (node: Node) => this.#inner.push(node))
      .on('end', () => {
        throw new Error(`tag ${token.getText()} not closed`);
      })
      .start();
  }

  *render(context: Context, emitter: Emitter): Generator<unknown, void, unknown> {
    const given: unknown = yield this.#value.value(context, false);
    const index = typeof given === 'string' ? markOf(given) : null;
    if (index === null) return;
    const inner: unknown = yield this.liquid.renderer.renderTemplates(this.#inner, context);
    emitter.write(mark(index, String(inner)));
  }

  // biome-ignore lint/correctness/useYield: the library asks for a generator, and this one has nothing to wait for
  *children(): Generator<unknown, Node[]> {
    return this.#inner;
  }

  arguments(): Value[] {
    return [this.#value];
  }
}

const liquid = createLiquid();

function createLiquid(): Liquid {
  const engine = new Liquid({
    strictVariables: true,
    strictFilters: true,
    ownPropertyOnly: true,
    dynamicPartials: false,
    templates: {},
    cache: false,
    parseLimit: LIMITS.parse,
    memoryLimit: LIMITS.memory,
  });
  engine.registerTag('fact', FactTag);
  engine.registerFilter('listed', listed);
  engine.registerFilter('capitalized', (given: unknown) => capitalized(String(given)));
  for (const name of Object.keys(engine.tags)) if (!TAGS.includes(name)) delete engine.tags[name];
  for (const name of Object.keys(engine.filters)) if (!FILTERS.includes(name)) delete engine.filters[name];
  return engine;
}

/** Several items in a sentence: "a", "a and b", "a, b, and c"; with semicolons if an item contains a comma. */
function listed(given: unknown): string {
  const items: readonly string[] = Array.isArray(given) ? given.map(String) : [String(given)];
  const between = items.some((item) => item.includes(',')) ? ';' : ',';
  const last = items.at(-1) ?? '';
  if (items.length < 2) return last;
  if (items.length === 2 && between === ',') return `${items[0]} and ${last}`;
  return `${items.slice(0, -1).join(`${between} `)}${between} and ${last}`;
}

/** @throws {TemplateError} if it is not Liquid, or uses more Liquid than a template may */
export function parseLiquid(source: string): readonly Node[] {
  try {
    return liquid.parse(source);
  } catch (error) {
    throw templateError(error);
  }
}

/** The slots that a template names, each with the line of its first use. @throws {TemplateError} */
export function slotsIn(source: string): ReadonlyMap<string, number> {
  try {
    const { globals } = liquid.analyzeSync(liquid.parse(source), { partials: false });
    return new Map(Object.entries(globals).map(([name, uses]) => [name, uses[0]?.location.row ?? 1]));
  } catch (error) {
    throw templateError(error);
  }
}

/** Values are inserted as they are: any Liquid in them is never read. @throws {TemplateError} */
export function renderLiquid(nodes: readonly Node[], values: Readonly<Record<string, unknown>>): string {
  try {
    return String(liquid.renderSync([...nodes], { ...values }));
  } catch (error) {
    throw templateError(error);
  }
}

function templateError(error: unknown): Error {
  if (!LiquidError.is(error)) return error instanceof Error ? error : new Error('a template failed');
  const [row = 1] = error.token.getPosition();
  const message = (error.originalError ?? error).message.replace(/, line:.*$/s, '');
  return new TemplateError(row, message);
}
