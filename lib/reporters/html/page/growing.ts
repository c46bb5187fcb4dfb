import type { RefObject } from "preact";
import { flushSync } from "preact/compat";
import { useLayoutEffect, useRef, useState } from "preact/hooks";

/** How far below the window something is made before it is scrolled to. */
const MARGIN = "1200px";

/**
 * How much of a long list is made: a first part, then as much again each time that the element of `end` comes near the window, and all of it
 * to be printed. A page of some thousands of cases would else take seconds to open.
 */
export function useGrowing<T extends Element>(part: number): { most: number; end: RefObject<T | null> } {
  const [most, setMost] = useState(part);
  const end = useRef<T | null>(null);
  useLayoutEffect(() => {
    const { current } = end;
    if (!current) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) setMost((now) => now + part);
      },
      { rootMargin: MARGIN },
    );
    observer.observe(current);
    const onPrint = () => flushSync(() => setMost(Number.POSITIVE_INFINITY));
    addEventListener("beforeprint", onPrint);
    return () => {
      observer.disconnect();
      removeEventListener("beforeprint", onPrint);
    };
  });
  return { most, end };
}
