import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { defineForm } from '#bots/chat/form.ts';
import { button } from '#core/button.ts';
import { SEAL_LENGTH, STUDY_LIMITS } from '#core/record/study.ts';
import { lookUp } from '#core/study/chain.ts';
import { dateWords } from '#core/time/say.ts';
import { todayIn } from '#core/time/wall.ts';
import { zoneOf } from '#core/time/zone.ts';

/** The seal of an older page: whether it is in the log, and what that shows. */
export const sealForm = defineForm({
  id: 'proof.seal',
  version: 1,
  questions: [{ id: 'seal', type: 'text', maxLength: 80, digits: true }],
  schema: z.object({ seal: z.string() }),
  finish: async ({ person, say }, { seal: typed }) => {
    const seal = typed.toLowerCase().replace(/[^0-9a-f]/g, '');
    const study = person?.study;
    const again = button(say, 'proofseal', 'now', 'proof.button.seal_again');
    const back = button(say, 'proof', 'now', 'proof.button.back');
    const buttons = { kind: 'buttons' as const, buttons: [again, back] };
    if (seal.length !== SEAL_LENGTH || !study)
      return [say.text('proof.seal_short', { length: SEAL_LENGTH }), buttons];
    const found = lookUp(study, seal);
    if (!found) return [say.text('proof.seal_unknown', { most: STUDY_LIMITS.log }), buttons];
    const { place, entry, isWhole } = found;
    const zone = zoneOf(person.settings);
    const day = dateWords(todayIn(Temporal.Instant.from(entry.at), zone).toString(), say.language);
    const values = { place, count: study.log.length, day };
    return [say.text(isWhole ? 'proof.seal_found' : 'proof.seal_after_break', values), buttons];
  },
});
