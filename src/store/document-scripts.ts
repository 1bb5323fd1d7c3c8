import { script } from '#store/script.ts';

// Scripts that do their work in one step. One resent after a broken connection recognises its own earlier write.

/**
 * Saves a document if it is still at the version that was read: `[document]`, version read, new version, sealed document. With
 * `[document, papers]` it also saves its papers: names to keep, each between spaces, then name and value of a new one.
 */
export const SAVE = script(`
  local version = redis.call('HGET', KEYS[1], 'v')
  if not version then return 'gone' end
  if version == ARGV[2] and redis.call('HGET', KEYS[1], 'd') == ARGV[3] then return 'saved' end
  if version ~= ARGV[1] then return 'lost' end
  redis.call('HSET', KEYS[1], 'v', ARGV[2], 'd', ARGV[3])
  if KEYS[2] then
    for _, name in ipairs(redis.call('HKEYS', KEYS[2])) do
      if not string.find(ARGV[4], ' ' .. name .. ' ', 1, true) then redis.call('HDEL', KEYS[2], name) end
    end
    if ARGV[5] then redis.call('HSET', KEYS[2], ARGV[5], ARGV[6]) end
  end
  return 'saved'`);

/** Creates a document if there is none: `[document]`, wrapped key, sealed document, the marks that find it. */
export const CREATE = script(`
  if redis.call('EXISTS', KEYS[1]) == 0 then
    redis.call('HSET', KEYS[1], 'k', ARGV[1], 'v', '1', 'd', ARGV[2], 'i', ARGV[3])
  end
  return redis.call('HGET', KEYS[1], 'd') == ARGV[2] and 'saved' or 'lost'`);

/** Replaces the data key that was read with a rewrapped one: `[document]`, before, after. */
export const REWRAP = script(`
  if redis.call('HGET', KEYS[1], 'k') ~= ARGV[1] then return 'lost' end
  redis.call('HSET', KEYS[1], 'k', ARGV[2])
  return 'saved'`);
