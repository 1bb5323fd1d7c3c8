import type { Context } from '#bots/chat/context.ts';
import type { Corner } from '#bots/commands/study/corner.ts';
import { button } from '#core/button.ts';
import type { Button, Reply } from '#core/reply.ts';
import { type Retake, retakeOf } from '#core/study/retake.ts';
import { dayWords } from '#core/time/say.ts';

/** The exam to sit next, and what the rules on attempts leave. */
export const retake: Corner = {
  forms: [],
  presses: {},
  lines: (context) => {
    const found = stand(context);
    return found ? standing(context, found) : [context.say.text('study.unknown')];
  },
  buttons: (context) => (stand(context) ? [exams(context)] : [assess(context)]),
};

/** Null: the person has told us nothing yet. */
function stand({ person, knowledge, now }: Context): Retake | null {
  return person && person.assessments.length > 0 ? retakeOf(person, knowledge, now) : null;
}

function standing({ say }: Context, found: Retake): Reply {
  switch (found.kind) {
    case 'none':
      return [say.text('study.none')];
    case 'awaited':
      return [say.text('study.awaited', { exam: found.name })];
    case 'exhausted':
      return [say.text('study.exhausted', { exam: found.name, rule: found.rule })];
    case 'open': {
      const { name, left, earliest, isAhead } = found;
      const open = say.text('study.open', { exam: name, count: left });
      if (earliest === null) return [open, say.text('study.dates_missing')];
      if (!isAhead) return [open];
      const day = dayWords(earliest.toString(), say.language);
      return [open, say.text('study.legal_from', { day })];
    }
    default:
      return found satisfies never;
  }
}

function exams({ say }: Context): Button {
  return button(say, 'list', 'exams', 'study.button.exams');
}

function assess({ say }: Context): Button {
  return button(say, 'assess', 'now', 'study.button.assess', { style: 'main' });
}
