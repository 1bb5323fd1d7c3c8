import { Temporal } from 'temporal-polyfill';
import type { Writer } from '#core/etiquette/case.ts';
import { nextFor } from '#core/etiquette/next.ts';
import type { EtiquetteExample } from '#core/knowledge/etiquette.ts';
import type { Knowledge } from '#core/knowledge/knowledge.ts';
import { type SentKind, sentKindSchema } from '#core/record/draft-kind.ts';
import { EMPTY_PROFILE } from '#core/record/profile.ts';
import { EMPTY_SOAP } from '#core/record/soap.ts';

/** What comes out differently from what an example says, and where it is in `etiquette.yaml`. */
export interface EtiquetteProblem {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** Days in examples are days in New York, as in the season files. */
const ZONE = 'America/New_York';

/** Tries every rule of etiquette on its own examples. */
export function etiquetteProblems(knowledge: Knowledge): readonly EtiquetteProblem[] {
  const { kinds, rules } = knowledge.etiquette;
  const ofKinds = sentKindSchema.options.flatMap((kind) =>
    kinds[kind].examples.map((example, index) => ({
      example,
      kind,
      rule: kind,
      path: ['kinds', kind, 'examples', index],
    })),
  );
  const ofRules = Object.entries(rules).flatMap(([rule, { examples }]) =>
    examples.map((example, index) => ({
      example,
      kind: null,
      rule,
      path: ['rules', rule, 'examples', index],
    })),
  );
  return [...ofKinds, ...ofRules].flatMap(({ example, kind, rule, path }) => {
    const asked = example.kind ?? kind;
    if (!asked) return [{ path, message: 'names no kind' }];
    return wrongs(example, asked, rule, knowledge).map((message) => ({ path, message }));
  });
}

function wrongs(
  example: EtiquetteExample,
  kind: SentKind,
  rule: string,
  knowledge: Knowledge,
): readonly string[] {
  const others = example.others.map((one, index) => ({ ...one, id: `other${1000 + index}` }));
  const person: Writer = {
    profile: example.profile ?? EMPTY_PROFILE,
    soap: EMPTY_SOAP,
    people: others,
    settings: { zone: ZONE },
  };
  const answer = nextFor(person, example.contact, kind, knowledge, Temporal.Instant.from(example.at));
  const wanted = [
    ['may', example.may],
    ['earliest', example.earliest],
    ['latest', example.latest],
    ['rule', example.rule ?? rule],
  ] as const;
  return wanted.flatMap(([name, value]) =>
    value === undefined || value === answer[name] ? [] : [`${name} is ${answer[name]} and not ${value}`],
  );
}
