/**
 * Makes a pure function remember its latest result for each object given as its first argument. That result is returned
 * while all other arguments stay the same, and is freed together with the object. Use it only for arguments that never
 * change.
 */
export function remember<About extends object, Rest extends readonly unknown[], Result>(
  work: (about: About, ...rest: Rest) => Result,
): (about: About, ...rest: Rest) => Result {
  const known = new WeakMap<About, { readonly rest: Rest; readonly result: Result }>();
  return (about, ...rest) => {
    const found = known.get(about);
    if (found && rest.every((each, index) => Object.is(each, found.rest[index]))) return found.result;
    const result = work(about, ...rest);
    known.set(about, { rest, result });
    return result;
  };
}
