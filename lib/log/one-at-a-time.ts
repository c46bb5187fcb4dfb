/**
 * For a look at something that changes faster than it can be looked at: while one goes on, all that ask meanwhile get one more, behind it.
 * @param failed hears of a look that did not succeed
 */
export function oneAtATime(look: () => Promise<unknown>, failed: (error: unknown) => void): () => void {
  let [isLooking, isAsked] = [false, false];
  const ask = () => {
    isAsked = true;
    if (!isLooking) void repeat().catch(failed);
  };
  async function repeat(): Promise<void> {
    isLooking = true;
    try {
      while (isAsked) {
        isAsked = false;
        await look();
      }
    } finally {
      isLooking = false;
    }
  }
  return ask;
}
