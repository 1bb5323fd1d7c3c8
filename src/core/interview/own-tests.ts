import { InterviewReader, interviewReaderFor } from '#core/interview/reader.ts';
import type { InterviewCheck, InterviewFile, PartRule } from '#core/knowledge/interview.ts';

/** What is wrong with a file of questions, and where: the index of the file and the path in it. */
export interface InterviewProblem {
  readonly file: number;
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** Tries every part and every check on its own texts, and looks for questions that no file has. */
export function interviewProblems(files: readonly InterviewFile[]): readonly InterviewProblem[] {
  const reader = readerOf(files);
  if (!(reader instanceof InterviewReader)) return [reader];
  const ids = new Set(reader.questions.map(({ id }) => id));
  return files.flatMap(({ questions, checks }, file) => {
    const parts = questions.flatMap((question, at) =>
      question.parts.flatMap((part, index) => {
        const path = ['questions', at, 'parts', index];
        return triedPart(reader, part).map((one) => ({ file, ...one, path: [...path, ...one.path] }));
      }),
    );
    const tried = checks.flatMap((check, at) => {
      const unknown = check.questions.flatMap((id, index) =>
        ids.has(id) ? [] : [{ path: ['questions', index], message: `no file has the question "${id}"` }],
      );
      return [...unknown, ...triedCheck(reader, check)].map((one) => ({
        file,
        message: one.message,
        path: ['checks', at, ...one.path],
      }));
    });
    return [...parts, ...tried];
  });
}

function readerOf(files: readonly InterviewFile[]): InterviewReader | InterviewProblem {
  try {
    return interviewReaderFor(files);
  } catch (error) {
    const message = error instanceof Error ? error.message : 'cannot be read';
    const at = files.findIndex((file) =>
      JSON.stringify(file).includes(JSON.stringify(message.split('"')[1])),
    );
    return { file: Math.max(0, at), path: [], message };
  }
}

type Tried = Pick<InterviewProblem, 'path' | 'message'>;

function triedPart(reader: InterviewReader, part: PartRule): readonly Tried[] {
  if (part.match.length > 0 && part.takes.length === 0)
    return [{ path: ['takes'], message: 'needs a text in which it is found' }];
  return triedOn(part, (text) => reader.hasPart(part, reader.read(text), text));
}

function triedCheck(reader: InterviewReader, check: InterviewCheck): readonly Tried[] {
  return triedOn(check, (text) => reader.find(check, reader.read(text), text).length > 0);
}

function triedOn(
  { takes, leaves }: Pick<PartRule, 'takes' | 'leaves'>,
  finds: (text: string) => boolean,
): readonly Tried[] {
  return [
    ...takes.flatMap((text, at) =>
      finds(text) ? [] : [{ path: ['takes', at], message: 'is not found in its own text' }],
    ),
    ...leaves.flatMap((text, at) =>
      finds(text) ? [{ path: ['leaves', at], message: 'is found in a text that it must leave' }] : [],
    ),
  ];
}
