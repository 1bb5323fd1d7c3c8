import { Temporal } from 'temporal-polyfill';
import type { Applicant } from '#core/record/applicant.ts';
import type { Check, Happened } from '#core/record/study.ts';
import { claim, decide, markSent, nextWake } from '#core/reminders/delivery.ts';
import { isCheck } from '#core/reminders/kinds/study-check.ts';
import { isStudyWeek } from '#core/reminders/kinds/study-week.ts';
import { kindOf } from '#core/reminders/kinds.ts';
import { withSettings } from '#core/reminders/schedule.ts';
import { withStudy } from '#core/reminders/study.ts';
import type { Reply } from '#core/reply.ts';
import { withEntry } from '#core/study/log.ts';
import { type WantedRoutine, withRoutine } from '#core/study/routine.ts';
import { say } from '../../say.ts';
import { knowledge } from '../assessment/people.ts';
import { countingIds, somebody } from '../reminders/person.ts';

/** A message as it went out: what it is about, when, and what it says. */
export interface Sent {
  readonly kind: 'check' | 'studyweek';
  readonly on: string;
  readonly at: Temporal.Instant;
  readonly reply: Reply;
}

/** Somebody whose clock is moved by hand, with a worker that sends whatever comes due. */
export class Walker {
  person: Applicant;
  now: Temporal.Instant;
  readonly sent: Sent[] = [];
  readonly newId = countingIds();

  constructor(zone: string, now: string, settings: Partial<Applicant['settings']> = {}) {
    const { settings: usual } = somebody();
    this.person = somebody({ settings: { ...usual, zone, quiet: null, ...settings } });
    this.now = Temporal.PlainDateTime.from(now).toZonedDateTime(zone).toInstant();
  }

  /** Changes the record as a visit does. */
  change(how: (person: Applicant) => Applicant): void {
    this.person = withStudy(how(this.person), knowledge, this.now, this.newId);
  }

  agree(wanted: Partial<WantedRoutine>) {
    const whole = { exam: 'step2ck', days: [1, 3, 5], time: '20:00', hours: 12, ...wanted } as const;
    let kind = '';
    this.change((person) => {
      const changed = withRoutine(
        person,
        { ...whole, days: [...whole.days] },
        knowledge,
        this.now,
        this.newId,
      );
      kind = changed.kind;
      return changed.person;
    });
    return kind;
  }

  log(what: Happened): void {
    this.change((person) => withEntry(person, what, this.now, this.newId));
  }

  answer(on: string, answer: Check['answer'], details: Partial<Check> = {}): void {
    this.log({ kind: 'check', check: { on, answer, hours: null, blocks: null, percent: null, ...details } });
  }

  set(settings: Partial<Applicant['settings']>): void {
    this.change((person) => withSettings(person, settings, this.newId));
  }

  /** Lets time pass; what comes due on the way is sent on the minute. */
  pass(until: Temporal.Instant): void {
    for (;;) {
      const wake = nextWake(this.person);
      if (wake === null || wake > until.epochMilliseconds) break;
      this.now = Temporal.Instant.fromEpochMilliseconds(Math.max(wake, this.now.epochMilliseconds));
      this.ring();
    }
    this.now = until;
  }

  /** Lets time pass to a wall-clock time in the person's zone. */
  to(wall: string): void {
    const zone = this.person.settings.zone ?? 'UTC';
    this.pass(Temporal.PlainDateTime.from(wall).toZonedDateTime(zone).toInstant());
  }

  /** The same while nothing can be sent. */
  down(until: Temporal.Instant): void {
    this.now = until;
  }

  /** One alarm, as a worker handles it. */
  private ring(): void {
    const due = this.person.reminders.find(
      ({ revision }) => decide(this.person, revision, this.now, false).kind === 'send',
    );
    if (!due) throw new Error('an alarm without a reminder');
    const { revision } = due;
    this.change((person) => claim(person, { revision, now: this.now, early: false }));
    for (const one of this.person.reminders) {
      if (one.state.kind !== 'claimed') continue;
      if (!isCheck(one) && !isStudyWeek(one)) continue;
      const { screen } = kindOf(one);
      const reply = screen?.(one.id, { person: this.person, knowledge, now: this.now, say }) ?? [];
      this.sent.push({ kind: one.about.kind, on: one.about.on, at: this.now, reply });
    }
    this.change((person) => markSent(person, revision, 'discord', { now: this.now, address: '1' }));
  }
}
