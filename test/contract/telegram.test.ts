import { planContract } from './plan.ts';
import { reachContract } from './reach.ts';
import { remindContract } from './remind.ts';
import { soapContract } from './soap.ts';
import { contract } from './suites.ts';
import { createTelegramDriver } from './telegram-driver.ts';

contract('telegram', createTelegramDriver);
soapContract('telegram', createTelegramDriver);
planContract('telegram', createTelegramDriver);
remindContract('telegram', createTelegramDriver);
reachContract('telegram', createTelegramDriver);
