import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { isClosed } from '#core/rehearsal/closed.ts';
import { debriefOf } from '#core/rehearsal/debrief.ts';
import { choicesOf, clockIn, firstOf, type Play, play, sceneOf, secondsLeft } from '#core/rehearsal/play.ts';
import { type Step, stageOf } from '#core/rehearsal/world.ts';
import { cases } from '../../depth.ts';
import { knowledge } from '../assessment/people.ts';
import { eastern } from '../gate/people.ts';
import { storyProblems, walked } from './story.ts';

const NOW = Temporal.Instant.from('2027-01-10T12:00:00Z');
const stage = stageOf(knowledge, NOW);
if (!stage) throw new Error('no season');
const { story } = stage;

test('the gate answers every choice as the story says', () => {
  expect(storyProblems(stage)).toEqual([]);
});

test('a rule that changes shows', () => {
  const changed = structuredClone(story);
  const [first] = changed.scenes;
  const [choice] = first?.choices ?? [];
  if (!choice) throw new Error('no choice');
  choice.answer = 'no_promise';
  expect(storyProblems({ ...stage, story: changed })).toEqual([
    { path: ['scenes', 0, 'choices', 0], message: 'the gate answers no_first_contact, and not no_promise' },
  ]);
});

test('a run that falls into every trap finds all of them, and a run that falls into none finds none', () => {
  const fallen = debriefOf(stage, walked(stage, 'falling'));
  expect(fallen.met.toSorted()).toEqual(Object.keys(story.traps).toSorted());
  expect(fallen.avoided).toEqual([]);
  const clean = debriefOf(stage, walked(stage, 'clean'));
  expect(clean.met).toEqual([]);
  expect(clean.avoided.length).toBeGreaterThan(11);
});

describe('random runs', () => {
  const paces = fc.array(fc.record({ pick: fc.nat(), wait: fc.nat({ max: 400 }) }), {
    minLength: 80,
    maxLength: 80,
  });

  test('end always, and the debrief counts what was met', () => {
    fc.assert(
      fc.property(paces, (presses) => {
        let now = NOW;
        let at: Play | null = firstOf(stage, now);
        let path: readonly Step[] = [];
        const met = new Set<string>();
        for (const { pick, wait } of presses) {
          if (!at) break;
          const scene = sceneOf(stage, at);
          const open = scene ? choicesOf(scene, at) : [];
          expect(open.some(({ trap }) => trap === undefined)).toBe(true);
          now = now.add({ seconds: wait });
          const outcome = play(stage, at, open[pick % open.length]?.id ?? '', now);
          if (!outcome) throw new Error('a choice that is offered is refused');
          path = [...path, outcome.step];
          if (outcome.trap) met.add(outcome.trap);
          // No rule was broken without being called a trap.
          if (outcome.verdict?.allowed === false) expect(outcome.trap).not.toBeNull();
          at = outcome.next;
        }
        expect(at).toBeNull();
        const { met: found, avoided } = debriefOf(stage, path);
        expect(new Set(found)).toEqual(met);
        expect(found.filter((trap) => avoided.includes(trap))).toEqual([]);
      }),
      cases(20),
    );
  });
});

describe('an offer', () => {
  const scene = story.scenes.find(({ id }) => id === 'offer');
  if (!scene) throw new Error('no offer');
  const at: Play = { path: [], scene: 'offer', shown: NOW.toString() };

  test('runs sixty times as fast as real time, and stops at the end of its round', () => {
    expect(secondsLeft(stage, scene, at, NOW)).toBe(100);
    const later = NOW.add({ seconds: 40 });
    expect(secondsLeft(stage, scene, at, later)).toBe(60);
    expect(clockIn(stage, scene, at, later).toString()).toBe(eastern('18T13:00').toString());
    expect(secondsLeft(stage, scene, at, NOW.add({ hours: 30 }))).toBe(0);
    // A clock that was set back gives nobody less time.
    expect(secondsLeft(stage, scene, at, NOW.subtract({ hours: 1 }))).toBe(100);
  });

  test.each([
    [99, 'accepted in time', null, 'better'],
    [100, 'gone', 'offer_lost', 'second_chance'],
  ])('after %i seconds it is %s', (seconds, _, trap, next) => {
    const outcome = play(stage, at, 'accept', NOW.add({ seconds }));
    expect(outcome?.trap).toBe(trap);
    expect(outcome?.next?.scene).toBe(next);
    expect(outcome?.step.late).toBe(trap !== null);
  });

  test('keeps running through a trap', () => {
    const asked = play(stage, at, 'ask_first', NOW.add({ seconds: 30 }));
    expect(asked?.trap).toBe('status_question');
    expect(asked?.next).toMatchObject({ scene: 'offer', shown: at.shown });
    expect(asked?.next && choicesOf(scene, asked.next).map(({ id }) => id)).toEqual(['accept', 'let_go']);
  });
});

test('other clocks stand still while somebody reads', () => {
  const [first] = story.scenes;
  if (!first) throw new Error('no scene');
  const at = firstOf(stage, NOW);
  expect(clockIn(stage, first, at, NOW.add({ hours: 9 })).toString()).toBe(eastern('15T10:05').toString());
  expect(secondsLeft(stage, first, at, NOW)).toBeNull();
});

test('there is no rehearsal from three days before the quiet time until SOAP has ended', () => {
  const closed = (at: string) => isClosed(knowledge, eastern(at));
  expect(['11T23:59', '12T00:00', '15T10:00', '18T20:59', '18T21:00'].map(closed)).toEqual([
    false,
    true,
    true,
    true,
    false,
  ]);
});

test('without a season ahead, the last one is played; without any, none', () => {
  const far = Temporal.Instant.from('2050-01-01T00:00:00Z');
  expect(stageOf(knowledge, far)?.season.year).toBe(knowledge.seasons.at(-1)?.year);
  expect(stageOf({ ...knowledge, seasons: [] }, far)).toBeNull();
  expect(Object.values(stage.season.events).every(({ status }) => status === 'confirmed')).toBe(true);
});

test('what is pressed after the story has changed is refused, not guessed', () => {
  expect(play(stage, { ...firstOf(stage, NOW), scene: 'gone' }, 'write', NOW)).toBeNull();
  expect(play(stage, firstOf(stage, NOW), 'nothing', NOW)).toBeNull();
});
