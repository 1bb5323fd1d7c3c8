import { assessContract } from './assess.ts';
import { useHouse } from './house.ts';
import { kindsContract } from './kinds.ts';
import { planContract } from './plan.ts';
import { reachContract } from './reach.ts';
import { remindContract } from './remind.ts';
import { soapContract } from './soap.ts';
import { contract } from './suites.ts';
import { createTelegramDriver } from './telegram-driver.ts';

const house = useHouse(createTelegramDriver);
contract('telegram', house);
assessContract('telegram', house);
soapContract('telegram', house);
planContract('telegram', house);
remindContract('telegram', house);
reachContract('telegram', house);
kindsContract('telegram', createTelegramDriver);
