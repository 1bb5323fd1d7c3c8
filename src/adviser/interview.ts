import { z } from 'zod';
import { parseGiven, readInstant, readZone } from '#app/adviser/input.ts';
import { readGrounds } from '#app/adviser/record.ts';
import { InputError, type Verb } from '#app/adviser/verb.ts';
import { readAnswer } from '#core/interview/answer.ts';
import { interviewReaderFor } from '#core/interview/reader.ts';
import { LONGEST_TEXT } from '#core/tone/check.ts';

const answerSchema = z.string().max(LONGEST_TEXT).regex(/\p{L}/u, 'has no words');

/** Reads an answer to an interview question: how long it takes to say, which parts it has, and what works against it. */
export const interview: Verb = {
  usage: 'interview ANSWER.txt --question ID --record RECORD.json [--at DATETIME] [--zone Z]',
  takes: [
    { name: 'answer', as: 'file', also: 'text' },
    { name: 'record', as: 'json', flag: 'must' },
  ],
  wants: 'an answer, --question and --record',
  run: ([answer, record], { question: id, at, zone }, { knowledge, now }) => {
    const { questions } = interviewReaderFor(knowledge.interview);
    const question = questions.find((one) => one.id === id);
    if (!question) {
      throw new InputError([
        `--question: "${id ?? ''}" is not one of ${questions.map((one) => one.id).join(', ')}`,
      ]);
    }
    const told = parseGiven(answer, answerSchema, 'answer');
    const asked = readInstant(at, now, readZone(zone));
    return { kind: 'one', value: readAnswer(told, question, readGrounds(record), knowledge, asked) };
  },
};
