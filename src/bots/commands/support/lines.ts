import type { Context } from '#bots/chat/context.ts';
import { countryName, countryOfZone } from '#core/country.ts';
import { helplinesFor, type Line } from '#core/crisis/helplines.ts';
import type { Reply } from '#core/reply.ts';
import type { Say } from '#core/text.ts';

/** The helplines of the country that was told, or otherwise of the time zone's country, and we say which. */
export function linesIn({ say, knowledge, person, isUnreadable }: Context): Reply {
  const settings = isUnreadable ? null : person?.settings;
  const told = settings?.country ?? null;
  const guessed = told === null && settings?.zone ? countryOfZone(settings.zone) : null;
  const place = told ?? guessed;
  const { emergency, isDisputed, lines } = helplinesFor(knowledge.helplines, place);
  const now =
    emergency === null
      ? say.line('support.emergency_unknown')
      : say.line(isDisputed ? 'support.emergency_disputed' : 'support.emergency', { emergency });
  return [
    ...(guessed === null ? [] : [say.text('support.guessed', { country: countryName(guessed) })]),
    {
      kind: 'list',
      title:
        place === null
          ? say.line('support.title')
          : say.line('support.title_in', { country: countryName(place) }),
      ordered: false,
      items: [
        now,
        ...lines.map((line) => say.line('support.helpline', { name: line.name, reach: reachOf(line, say) })),
      ],
    },
  ];
}

function reachOf({ reach, hours, whom, languages, isUnofficial }: Line, say: Say): string {
  const more = [
    hours && say.plain('support.hours', { hours }),
    whom && say.plain('support.whom', { whom }),
    languages && say.plain('support.languages', { languages }),
    isUnofficial && say.plain('support.unofficial'),
  ];
  return [reach, ...more.filter(Boolean)].join(' ');
}
