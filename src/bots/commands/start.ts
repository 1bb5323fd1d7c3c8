import { defineCommand } from '#bots/chat/command.ts';
import { button } from '#core/button.ts';
import type { Button, Part } from '#core/reply.ts';
import { quietSeason } from '#core/season/season.ts';

export const command = defineCommand({
  name: 'start',
  run: async ({ say, person, knowledge, now }) => {
    const way = (verb: string, key: string): Button => button(say, verb, 'now', `start.${key}`);
    const isKnown = person !== null && person.assessments.length > 0;
    const isMatchWeek = quietSeason(knowledge.seasons, now) !== null;
    const ways = isKnown
      ? [way('plan', 'plan'), way('reminders', 'reminders'), way('assess', 'again')]
      : [way('assess', 'begin'), way('day', 'day')];
    // In Match Week an hour matters more than a plan for the year.
    const [first, ...others] = isMatchWeek ? [way('soap', 'soap'), ...ways] : ways;
    const words: Part[] = isKnown
      ? [say.text('start.back')]
      : [say.text('start.welcome'), say.text('start.privacy')];
    if (isMatchWeek) words.push(say.text('start.match_week'));
    const buttons = first ? [{ ...first, style: 'main' } as const, ...others] : [];
    return [...words, { kind: 'buttons', buttons }];
  },
});
