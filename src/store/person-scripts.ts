import { script } from '#store/script.ts';

// What a person needs beyond a document: identities that find them, and a removal.

/** Gives an identity to the first to ask, and returns whose it is: `[identity]`, person. */
export const CLAIM = script(`
  redis.call('SET', KEYS[1], ARGV[1], 'NX')
  return redis.call('GET', KEYS[1])`);

/** Lets a removal know about one more identity: `[person]`, mac. */
export const NOTE = script(`
  if redis.call('HEXISTS', KEYS[1], 'v') == 0 then return 'gone' end
  local macs = redis.call('HGET', KEYS[1], 'i') or ''
  if not string.find(macs, ARGV[1], 1, true) then redis.call('HSET', KEYS[1], 'i', macs .. ' ' .. ARGV[1]) end
  return 'noted'`);

/** Removes everything but the marks that lead to the index, and returns them: `[person, session, papers]`. */
export const BURY = script(`
  local macs = redis.call('HGET', KEYS[1], 'i')
  redis.call('DEL', unpack(KEYS))
  if macs then redis.call('HSET', KEYS[1], 'i', macs) end
  return macs or ''`);

/** The same for an identity claimed for a person who does not exist, unless they do by now: `[person]`, mac. */
export const ABANDON = script(`
  if redis.call('EXISTS', KEYS[1]) == 1 then return 'taken' end
  redis.call('HSET', KEYS[1], 'i', ARGV[1])
  return 'free'`);
