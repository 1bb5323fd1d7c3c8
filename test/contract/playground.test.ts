import { createPlaygroundDriver } from './playground-driver.ts';
import { contract } from './suites.ts';

contract('playground', createPlaygroundDriver);
