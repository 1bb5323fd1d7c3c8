import { createDiscordDriver } from './discord-driver.ts';
import { planContract } from './plan.ts';
import { reachContract } from './reach.ts';
import { remindContract } from './remind.ts';
import { soapContract } from './soap.ts';
import { contract } from './suites.ts';

contract('discord', createDiscordDriver);
soapContract('discord', createDiscordDriver);
planContract('discord', createDiscordDriver);
remindContract('discord', createDiscordDriver);
reachContract('discord', createDiscordDriver);
