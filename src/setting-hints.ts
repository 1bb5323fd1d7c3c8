import { closestMatch } from 'leven';
import { SETTING_NAMES, type SettingName } from '#app/environment.ts';

/** Names that are none of ours but nearly so. */
export function misspelled(names: readonly string[]): readonly string[] {
  return names.flatMap((name) => {
    if (SETTING_NAMES.some((known) => known === name)) return [];
    // A short name has many innocent neighbours (HOME and ROLE), so it gets less room.
    const near = closestMatch(name.toUpperCase(), SETTING_NAMES, { maxDistance: name.length < 8 ? 1 : 2 });
    const meant = near ?? (/^(DISCORD|TELEGRAM|REMATCH)_/i.test(name) && closestMatch(name, SETTING_NAMES));
    return meant ? [`${name} is not a setting. Did you mean ${meant}?`] : [];
  });
}

const NEEDS: readonly (readonly [SettingName, SettingName])[] = [
  ['DISCORD_API_URL', 'DISCORD_TOKEN'],
  ['TELEGRAM_API_URL', 'TELEGRAM_TOKEN'],
  ['TELEGRAM_WEBHOOK_URL', 'TELEGRAM_TOKEN'],
  ['TELEGRAM_WEBHOOK_SECRET', 'TELEGRAM_WEBHOOK_URL'],
];

/** Settings that do nothing, or leave something in danger, since another one is unset. */
export function incomplete(given: Readonly<Record<string, string>>): readonly string[] {
  const idle = NEEDS.flatMap(([name, other]) =>
    name in given && !(other in given) ? [`${name} has no effect while ${other} is unset.`] : [],
  );
  if (!('REDIS_URL' in given) || 'REMATCH_SECRET' in given) return idle;
  return [...idle, 'REMATCH_SECRET is unset: the data in Redis is lost with the key file in DATA_DIR.'];
}
