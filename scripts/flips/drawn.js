/** `count` of a list, at random and the same for the same seed (a linear congruential generator; its upper bits are the better ones). */
export function drawn(list, seed, count) {
  let state = seed;
  const next = () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state >>> 8;
  };
  const left = [...list];
  const taken = [];
  while (taken.length < count && left.length > 0) taken.push(...left.splice(next() % left.length, 1));
  return taken;
}
