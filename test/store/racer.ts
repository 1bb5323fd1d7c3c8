import { createKeyRing } from '#store/key-ring.ts';
import { createPeople } from '#store/people.ts';
import { type ClusterAddress, connect } from '#store/redis.ts';
import { later } from './counter.ts';
import { newId, silent } from './help.ts';

/** A process of its own that adds `amounts` to one record at once: `racer.ts <server> <key> <person> <amounts>`. */
const [server = '', key = '', person = '', amounts = ''] = process.argv.slice(2);
const redis = connect(JSON.parse(server) as ClusterAddress, silent);
const people = createPeople({ redis, keys: createKeyRing([Buffer.from(key, 'base64')]), newId });
await Promise.all(amounts.split(',').map((amount) => people.update(person, later(Number(amount)))));
await redis.quit();
