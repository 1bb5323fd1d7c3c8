import { assessContract } from './assess.ts';
import { useHouse } from './house.ts';
import { kindsContract } from './kinds.ts';
import { planContract } from './plan.ts';
import { createPlaygroundDriver } from './playground-driver.ts';
import { reachContract } from './reach.ts';
import { remindContract } from './remind.ts';
import { soapContract } from './soap.ts';
import { contract } from './suites.ts';

const house = useHouse(createPlaygroundDriver);
contract('playground', house);
assessContract('playground', house);
soapContract('playground', house);
planContract('playground', house);
remindContract('playground', house);
reachContract('playground', house);
kindsContract('playground', createPlaygroundDriver);
