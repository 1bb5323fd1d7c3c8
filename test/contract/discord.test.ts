import { createDiscordDriver } from './discord-driver.ts';
import { contract } from './suites.ts';

contract('discord', createDiscordDriver);
