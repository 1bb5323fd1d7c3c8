import type { Temporal } from 'temporal-polyfill';
import { instantOf } from '#core/time/wall.ts';
import { zoneOf } from '#core/time/zone.ts';

/** Quiet hours, `HH:mm` wall clock in the zone. They run past midnight when `from` is later than `to`. */
export interface QuietSettings {
  readonly zone: string | null;
  readonly quiet: { readonly from: string; readonly to: string } | null;
}

/** The end of the quiet hours that an instant falls into, or the instant itself. */
export function afterQuiet(instant: Temporal.Instant, settings: QuietSettings): Temporal.Instant {
  return quietAround(instant, settings)?.to ?? instant;
}

/** The quiet hours that an instant falls into, or null. */
export function quietAround(
  instant: Temporal.Instant,
  settings: QuietSettings,
): { readonly from: Temporal.Instant; readonly to: Temporal.Instant } | null {
  const { quiet } = settings;
  if (!quiet || quiet.from === quiet.to) return null;
  const zone = zoneOf(settings);
  const local = instant.toZonedDateTimeISO(zone).toPlainDateTime();
  const time = local.toPlainTime().toString({ smallestUnit: 'minute' });
  const overnight = quiet.from > quiet.to;
  const isQuiet = overnight ? time >= quiet.from || time < quiet.to : time >= quiet.from && time < quiet.to;
  if (!isQuiet) return null;
  const day = local.toPlainDate();
  const firstDay = overnight && time < quiet.to ? day.subtract({ days: 1 }) : day;
  const lastDay = overnight ? firstDay.add({ days: 1 }) : day;
  return {
    from: instantOf(`${firstDay}T${quiet.from}`, zone),
    to: instantOf(`${lastDay}T${quiet.to}`, zone),
  };
}
