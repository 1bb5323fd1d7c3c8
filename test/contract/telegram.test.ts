import { expect, test } from 'vitest';
import { solid } from '../core/assessment/people.ts';
import { assessContract } from './assess.ts';
import { explainContract } from './explain.ts';
import { firstContract } from './first.ts';
import { followUpContract } from './follow-ups.ts';
import { useHouse } from './house.ts';
import { interviewContract } from './interview.ts';
import { kindsContract } from './kinds.ts';
import { peopleContract } from './people.ts';
import { planContract } from './plan.ts';
import { privacyContract } from './privacy.ts';
import { proofContract } from './proof.ts';
import { reachContract } from './reach.ts';
import { rehearseContract } from './rehearse.ts';
import { remindContract } from './remind.ts';
import { scoresContract } from './scores.ts';
import { soapContract } from './soap.ts';
import { studyChecksContract } from './study-checks.ts';
import { studyPlanContract } from './study-plan.ts';
import { createTelegramDriver } from './telegram-driver.ts';
import { threadContract } from './thread.ts';
import { writeContract } from './write.ts';

const house = useHouse(createTelegramDriver);
firstContract('telegram', house);
threadContract('telegram', house);
privacyContract('telegram', house);
assessContract('telegram', house);
soapContract('telegram', house);
rehearseContract('telegram', house);
planContract('telegram', house);
peopleContract('telegram', house);
scoresContract('telegram', house);
proofContract('telegram', house);
remindContract('telegram', house);
reachContract('telegram', house);
writeContract('telegram', house);
explainContract('telegram', house);
followUpContract('telegram', house);
studyPlanContract('telegram', house);
kindsContract('telegram', createTelegramDriver);
interviewContract('telegram', house);
studyChecksContract('telegram', createTelegramDriver);

test('a paste that Telegram cuts is kept up to the cut, and the rest is asked for', async () => {
  const { driver, enter } = house();
  await enter('paster', solid);
  await driver.command('paster', 'check');
  const seen = await driver.type('paster', 'In my first year on the ward I learned to listen. '.repeat(150));
  expect(seen.text).toContain('Is there more?');
  expect(
    (await driver.press('paster', seen.buttons.find(({ id }) => id.endsWith('.more'))?.id ?? '')).text,
  ).toContain('Paste what comes next');
});
