import { growthOf, summed } from "../Source/proxmox/storage/capacity.ts";
import { distinctRooms, type Storage } from "../Source/resources/storage.ts";
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

Deno.test("storages on one pool are one room, whatever lies beside it on other nodes", () => {
  const storage = (id: string, node: string, used: number, pool?: string, shared = false) =>
    ({ id, instance: "lab", nodes: [node], used, shared, resource: { storage: pool ? { zfsPool: { name: pool, state: "ONLINE" } } : {} } }) as unknown as Storage;
  const all = [storage("dump", "n1", 2, "tank"), storage("tank", "n1", 5, "tank"), storage("other", "n2", 1, "tank"), storage("local", "n1", 3), storage("nas", "n1", 9, "tank", true)];
  equal(distinctRooms(all).map((each) => each.id).sort(), ["local", "nas", "other", "tank"]);
  equal(distinctRooms([storage("dump", "n1", 2, "tank")]).map((each) => each.id), ["dump"], "what is looked at alone counts");
});
