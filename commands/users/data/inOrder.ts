/** How many pieces of work are under way at once: more than a quota of 120 a second with answers after a quarter of a second needs. */
const atOnce = 32;

/**
 * Works on items side by side and tells the end of each in the items' order, so that whoever notes how far it is may count on all
 * that came before. The first failure ends it, when what is under way has ended too.
 */
export async function inOrder<Item, Result>(
  items: AsyncIterable<Item>,
  work: (item: Item) => Promise<Result>,
  done: (item: Item, result: Result) => void | Promise<void>,
): Promise<void> {
  const underWay: { item: Item; result: Promise<Result> }[] = [];
  const next = async () => {
    const first = underWay.shift();
    if (first) await done(first.item, await first.result);
  };
  try {
    for await (const item of items) {
      const result = work(item);
      result.catch(() => undefined);
      underWay.push({ item, result });
      if (underWay.length >= atOnce) await next();
    }
    while (underWay.length > 0) await next();
  } finally {
    await Promise.allSettled(underWay.map(({ result }) => result));
  }
}
