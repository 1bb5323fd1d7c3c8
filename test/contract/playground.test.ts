import { planContract } from './plan.ts';
import { createPlaygroundDriver } from './playground-driver.ts';
import { reachContract } from './reach.ts';
import { remindContract } from './remind.ts';
import { soapContract } from './soap.ts';
import { contract } from './suites.ts';

contract('playground', createPlaygroundDriver);
soapContract('playground', createPlaygroundDriver);
planContract('playground', createPlaygroundDriver);
remindContract('playground', createPlaygroundDriver);
reachContract('playground', createPlaygroundDriver);
