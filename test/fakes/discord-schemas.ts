import { existsSync, readFileSync } from 'node:fs';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const SPEC = new URL('../../../shared/specs/discord-openapi.json', import.meta.url);

/**
 * Says briefly what is wrong with a call or an answer; an empty list if nothing is, or nothing is published about it.
 */
export interface DiscordSchemas {
  readonly published: boolean;
  request(method: string, path: string, body: unknown): readonly string[];
  response(method: string, path: string, body: unknown): readonly string[];
}

const NONE: DiscordSchemas = { published: false, request: () => [], response: () => [] };

let loaded: DiscordSchemas | undefined;

/**
 * Discord's published schemas, or none if the file is absent or nothing is to be checked. `path` is written as it is there: `/users/@me/channels`.
 */
export function loadDiscordSchemas({
  isChecked = true,
}: {
  readonly isChecked?: boolean;
} = {}): DiscordSchemas {
  if (!isChecked) return NONE;
  loaded ??= load();
  return loaded;
}

function load(): DiscordSchemas {
  if (!existsSync(SPEC)) return NONE;
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  for (const format of ['snowflake', 'nonce', 'int32', 'int64', 'double']) ajv.addFormat(format, true);
  const spec = JSON.parse(readFileSync(SPEC, 'utf8')) as { paths: Record<string, unknown> };
  ajv.addSchema(spec, 'discord');
  const compiled = new Map<string, ValidateFunction>();

  function check(place: string, body: unknown): readonly string[] {
    let validate = compiled.get(place);
    if (!validate) {
      validate = ajv.compile({ $ref: `discord#${place}` });
      compiled.set(place, validate);
    }
    return validate(body) ? [] : worst(validate.errors ?? []);
  }
  function at(method: string, path: string): string {
    return `/paths/${pointer(path)}/${method.toLowerCase()}`;
  }
  const JSON_SCHEMA = `content/${pointer('application/json')}/schema`;

  return {
    published: true,
    request: (method, path, body) => check(`${at(method, path)}/requestBody/${JSON_SCHEMA}`, body),
    response: (method, path, body) => check(`${at(method, path)}/responses/200/${JSON_SCHEMA}`, body),
  };

  function pointer(segment: string): string {
    return encodeURIComponent(segment.replaceAll('~', '~0').replaceAll('/', '~1'));
  }
}

/** A union fails once for each branch: the branch that got furthest into the body says the most. */
function worst(errors: readonly ErrorObject[]): readonly string[] {
  const deepest = Math.max(...errors.map(depth));
  return errors
    .filter((error) => depth(error) === deepest)
    .slice(0, 3)
    .map((error) => `${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`);
}

function depth(error: ErrorObject): number {
  return error.instancePath.split('/').length;
}
