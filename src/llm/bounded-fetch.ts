import { PermanentError } from '../shared/errors.ts';

/** An answer of six points has some 8 kB. Nothing longer than this is read, let alone parsed. */
const MOST_BYTES = 1_000_000;

/** Breaks off an answer that does not end. */
export function boundedFetch(provider: string, fetchFrom: typeof fetch = fetch): typeof fetch {
  return async (input, init) => {
    const response = await fetchFrom(input, init);
    if (response.body === null) return response;
    let seen = 0;
    const counted = response.body.pipeThrough(
      new TransformStream<Uint8Array, Uint8Array>({
        transform(chunk, controller) {
          seen += chunk.byteLength;
          if (seen > MOST_BYTES) controller.error(new PermanentError(`${provider} answered without end.`));
          else controller.enqueue(chunk);
        },
      }),
    );
    const { status, statusText, headers } = response;
    return new Response(counted, { status, statusText, headers });
  };
}
