import { CORE_SCHEMA, load, YAMLException } from 'js-yaml';

/** A text is no YAML. */
export class YamlError extends Error {
  override readonly name = 'YamlError';
  readonly line: number;
  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

/**
 * Reads YAML 1.2 as plain data, in a third of the time that `yaml` takes, which is asked only for the line of a mistake.
 * @throws {YamlError}
 */
export function readYaml(text: string): unknown {
  try {
    return load(text, { schema: CORE_SCHEMA });
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    throw new YamlError((error.mark?.line ?? 0) + 1, error.reason);
  }
}
