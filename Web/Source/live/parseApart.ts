import { parse } from "./inbox.ts";

/** One part of what the worker parsed. */
export interface ParserAnswer {
  /** In the first part: the message, without the resources of its data. */
  readonly message: unknown;
  readonly resources: readonly unknown[] | null;
  readonly last: boolean;
}

/** Where the worker's script is; the page's file names it, because its name holds its digest. */
const address = globalThis.document?.querySelector<HTMLMetaElement>('meta[name="pulse-parser"]')?.content;

/** A worker that takes longer, in ms, will not answer any more: the page must not wait for ever. */
const longestWait = 15_000;

/**
 * Parses a large text in a worker, which lives only that long: full states are rare, and its memory goes with it.
 * Where no worker can be started the page parses the text itself.
 */
export function parseApart(text: string): Promise<unknown> {
  return new Promise((resolve) => {
    const worker = startWorker();
    if (!worker) return resolve(parse(text));
    let whole: unknown = null;
    const resources: unknown[] = [];
    const giveUp = () => {
      clearTimeout(patience);
      worker.terminate();
      resolve(parse(text));
    };
    const patience = setTimeout(giveUp, longestWait);
    worker.onmessage = ({ data: part }: MessageEvent<ParserAnswer>) => {
      if (part.resources) resources.push(...part.resources);
      else whole = part.message;
      if (!part.last) return;
      clearTimeout(patience);
      worker.terminate();
      resolve(resources.length === 0 ? whole : withResources(whole, resources));
    };
    worker.onerror = giveUp;
    worker.onmessageerror = giveUp;
    worker.postMessage(text);
  });
}

function startWorker(): Worker | null {
  try {
    return address ? new Worker(address) : null;
  } catch {
    return null;
  }
}

function withResources(message: unknown, resources: readonly unknown[]): unknown {
  const { data, ...rest } = message as { data: object };
  return { ...rest, data: { ...data, resources } };
}
