import { assessContract } from './assess.ts';
import { createDiscordDriver } from './discord-driver.ts';
import { useHouse } from './house.ts';
import { kindsContract } from './kinds.ts';
import { planContract } from './plan.ts';
import { reachContract } from './reach.ts';
import { remindContract } from './remind.ts';
import { soapContract } from './soap.ts';
import { contract } from './suites.ts';

const house = useHouse(createDiscordDriver);
contract('discord', house);
assessContract('discord', house);
soapContract('discord', house);
planContract('discord', house);
remindContract('discord', house);
reachContract('discord', house);
kindsContract('discord', createDiscordDriver);
