import { script } from '#store/script.ts';

// What is done in one step. A command that is sent again after a broken connection finds what it wrote itself and says so.

/** Saves a record over the version that was read: `[person]`, version read, version to be, sealed record. */
export const SAVE = script(`
  local version = redis.call('HGET', KEYS[1], 'v')
  if not version then return 'gone' end
  if version == ARGV[1] then
    redis.call('HSET', KEYS[1], 'v', ARGV[2], 'd', ARGV[3])
    return 'saved'
  end
  if version == ARGV[2] and redis.call('HGET', KEYS[1], 'd') == ARGV[3] then return 'saved' end
  return 'lost'`);

/** Makes a record where there is none: `[person]`, wrapped key, sealed record, mac of the identity. */
export const CREATE = script(`
  if redis.call('EXISTS', KEYS[1]) == 0 then
    redis.call('HSET', KEYS[1], 'k', ARGV[1], 'v', '1', 'd', ARGV[2], 'i', ARGV[3])
  end
  return redis.call('HGET', KEYS[1], 'd') == ARGV[2] and 'saved' or 'lost'`);

/** Gives an identity to who asks first, and says whose it is: `[identity]`, person. */
export const CLAIM = script(`
  redis.call('SET', KEYS[1], ARGV[1], 'NX')
  return redis.call('GET', KEYS[1])`);

/** Lets a removal know of one more identity: `[person]`, mac. */
export const NOTE = script(`
  if redis.call('HEXISTS', KEYS[1], 'v') == 0 then return 'gone' end
  local macs = redis.call('HGET', KEYS[1], 'i') or ''
  if not string.find(macs, ARGV[1], 1, true) then redis.call('HSET', KEYS[1], 'i', macs .. ' ' .. ARGV[1]) end
  return 'noted'`);

/** Leaves of a person only what finds the index, and says it: `[person, session]`. */
export const BURY = script(`
  local macs = redis.call('HGET', KEYS[1], 'i')
  redis.call('DEL', KEYS[1], KEYS[2])
  if macs then redis.call('HSET', KEYS[1], 'i', macs) end
  return macs or ''`);

/** The same of an identity that was claimed for nobody, unless there is somebody by now: `[person]`, mac. */
export const ABANDON = script(`
  if redis.call('EXISTS', KEYS[1]) == 1 then return 'taken' end
  redis.call('HSET', KEYS[1], 'i', ARGV[1])
  return 'free'`);
