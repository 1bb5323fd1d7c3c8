import { z } from 'zod';
import { defineCommand } from '#bots/chat/command.ts';
import type { Context } from '#bots/chat/context.ts';
import { defineForm } from '#bots/chat/form.ts';
import { Refused } from '#bots/chat/refused.ts';
import { ZONE_QUESTION } from '#bots/chat/zone.ts';
import { button } from '#core/button.ts';
import type { Platform } from '#core/platform.ts';
import type { Applicant, PersonSettings } from '#core/record/applicant.ts';
import { readHours } from '#core/reminders/phrase/times.ts';
import { reachParts, sayPlatform } from '#core/reminders/reach.ts';
import { withSettings } from '#core/reminders/schedule.ts';
import type { Reply } from '#core/reply.ts';
import { findZones } from '#core/time/find-zones.ts';
import { wallOf } from '#core/time/wall.ts';
import { zoneSchema } from '#core/time/zone.ts';

const HOURS = {
  q22: '22:00-07:00',
  q23: '23:00-06:00',
  q00: '00:00-08:00',
  off: 'off',
} as const;

const zoneForm = defineForm({
  id: 'settings.zone',
  version: 1,
  questions: [ZONE_QUESTION],
  schema: z.object({ zone: zoneSchema }),
  finish: (context, { zone }) => save(context, { zone }),
});

const quietForm = defineForm({
  id: 'settings',
  version: 2,
  questions: [
    { id: 'quiet', type: 'choice', choices: ['q22', 'q23', 'q00', 'off', 'other'] },
    { id: 'quiet_hours', type: 'text', maxLength: 40, when: ({ quiet }) => quiet === 'other' },
  ],
  schema: z.object({
    quiet: z.enum(['q22', 'q23', 'q00', 'off', 'other']),
    quiet_hours: z.string().nullable(),
  }),
  finish: (context, { quiet, quiet_hours }) =>
    save(context, { quiet: quiet === 'other' ? (quiet_hours ?? '') : HOURS[quiet] }),
});

export const command = defineCommand({
  name: 'settings',
  options: z.object({ zone: z.string().max(64).optional(), quiet: z.string().max(40).optional() }),
  forms: [zoneForm, quietForm],
  suggest: {
    zone: findZones,
    quiet: () => Object.values(HOURS).map((value) => ({ value, label: value })),
  },
  run: async (context, options) => {
    const nothing = options.zone === undefined && options.quiet === undefined;
    return nothing ? overview(context, context.person) : save(context, options);
  },
  presses: {
    zone: { redraw: false, run: ({ open }) => open(zoneForm) },
    quiet: { redraw: false, run: ({ open }) => open(quietForm) },
    writeto: { redraw: true, run: (context, target) => writeTo(context, target) },
  },
});

/** Saves what was given, or nothing if one of the two is wrong. @throws {Refused} */
async function save(
  context: Context,
  typed: { zone?: string | undefined; quiet?: string | undefined },
): Promise<Reply> {
  const { say, now, newId } = context;
  const change: Partial<PersonSettings> = {
    ...(typed.zone === undefined ? {} : { zone: parseZone(typed.zone) }),
    ...(typed.quiet === undefined ? {} : { quiet: parseQuiet(typed.quiet) }),
  };
  const person = await context.update((old) => withSettings(old, change, newId));
  const reply: Reply[number][] = [];
  if (change.zone) {
    const time = wallOf(now, change.zone).slice(11);
    reply.push(say.text('settings.zone_saved', { zone: change.zone, time }));
  }
  if (change.quiet !== undefined)
    reply.push(say.text('settings.quiet_saved', { quiet: quietWords(context, person) }));
  return reply;
}

function parseZone(typed: string): string {
  const [found] = findZones(typed);
  const zone = zoneSchema.safeParse(typed.trim());
  if (zone.success) return zone.data;
  if (!found) throw new Refused('settings.zone_unknown');
  return found.value;
}

function parseQuiet(typed: string): PersonSettings['quiet'] {
  if (/^\s*(off|never|none)\s*$/i.test(typed)) return null;
  const hours = readHours(typed);
  if (!hours) throw new Refused('settings.quiet_wrong');
  return hours;
}

function quietWords({ say }: Context, person: Applicant | null): string {
  const quiet = person?.settings.quiet;
  return quiet ? say.plain('settings.quiet_on', quiet) : say.plain('settings.quiet_off');
}

function overview(context: Context, person: Applicant | null): Reply {
  const { say, now } = context;
  const zone = person?.settings.zone ?? null;
  const row = (key: string, value: string) => ({
    label: say.line(`settings.${key}`),
    value: [{ type: 'text', value }] as const,
  });
  const rows = [
    row('zone', zone ?? say.plain('settings.unset')),
    ...(zone ? [row('now', wallOf(now, zone).replace('T', ' '))] : []),
    row('quiet', quietWords(context, person)),
    ...(isChoice(person) ? [row('write_to', whereWords(context, person.settings.writeTo ?? null))] : []),
  ];
  const buttons = [
    button(say, 'zone', 'set', 'settings.zone_button', { style: zone ? 'plain' : 'main' }),
    button(say, 'quiet', 'set', 'settings.quiet_button'),
    ...(isChoice(person) ? [button(say, 'writeto', 'ask', 'settings.write_to_button')] : []),
  ] as const;
  return [
    { kind: 'facts', title: say.line('settings.title'), rows },
    { kind: 'buttons', buttons },
  ];
}

/** Only people on two platforms have anything to choose. */
function isChoice(person: Applicant | null): person is Applicant {
  return person !== null && person.identities.length > 1;
}

/** Asks where to write, or keeps the platform that was pressed; `last` means wherever the person was last seen. */
async function writeTo(context: Context, target: string): Promise<Reply> {
  const { person, say, update } = context;
  const places = [null, ...(person?.identities ?? []).map(({ platform }) => platform)];
  const chosen = places.find((place) => (place ?? 'last') === target);
  if (chosen === undefined) {
    const buttons = places.map((place) => ({
      verb: 'writeto',
      id: place ?? 'last',
      label: whereWords(context, place),
    }));
    return [say.text('settings.write_to_ask'), { kind: 'buttons', buttons }];
  }
  const changed = await update((old) => ({ ...old, settings: { ...old.settings, writeTo: chosen } }));
  return [
    say.text('settings.write_to_saved', { where: whereWords(context, chosen) }),
    ...reachParts(changed, say),
  ];
}

function whereWords({ say }: Context, place: Platform | null): string {
  return place ? sayPlatform(place, say) : say.plain('settings.write_to_last');
}
