import { growthOf, summed } from "../Source/proxmox/storage/capacity.ts";
import { equal } from "./check.ts";

const points = (values: readonly number[], first = 0, step = 60_000) => values.map((value, index) => ({ timestamp: first + index * step, value }));

Deno.test("growth is the last quarter less the first; of few points it is not known", () => {
  equal(growthOf(points([0, 0, 10, 10, 10, 10, 20, 40])), 30);
  equal(growthOf(points([40, 20, 9, 9, 9, 9, 10, 10])), -20);
  equal(growthOf(points([5, 5, 5, 5, 5, 5, 5, 5])), 0);
  equal(growthOf(points([1, 2, 3, 4, 5, 6, 7])), null);
  equal(growthOf([]), null);
});

Deno.test("storages add up from when each is known, and while it is", () => {
  const minute = 60_000, hour = 60 * minute;
  // Steps of half a minute: the first is known all the time, the second in the second half only.
  const first = { used: points(Array.from({ length: 61 }, () => 10)), avail: points(Array.from({ length: 61 }, () => 90)) };
  const second = { used: points(Array.from({ length: 31 }, () => 5), 30 * minute), avail: points(Array.from({ length: 31 }, () => 45), 30 * minute) };
  const { used, total } = summed([first, second], 0, hour);
  equal([used.length, used[0]?.value, used.at(-1)?.value, total[0]?.value, total.at(-1)?.value], [121, 10, 15, 100, 150]);
  // One that is gone is not carried on.
  const gone = summed([{ used: points([7]), avail: points([3]) }], 0, hour);
  equal([gone.used.length, gone.used.at(-1)?.timestamp], [4, 1.5 * minute]);
  equal(summed([], 0, hour), { used: [], total: [] });
  equal(summed([{ used: points([7]) }], 0, hour).used, [], "without its size it is no part of the sum");
});
