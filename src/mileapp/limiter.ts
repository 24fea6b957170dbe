import { type Clock, systemClock } from './clock.ts';

export type LimiterOptions = {
  /** Requests under way at once: 4 unless told. */
  underWay?: number;
  /** Requests begun within any second: 10 unless told. */
  perSecond?: number;
  /** Told when everything begins to wait, with the time it ends, and with undefined when requests flow again. */
  onPaused?: (until: number | undefined) => void;
  clock?: Clock;
};

type Waiting = { enter: () => void };

/**
 * The budget of requests. MileApp's limit, 100 a second, is shared with the customer's own production
 * (mileapp-api.md, §2.3), so one Limiter belongs to everything the extension sends: give the same to every MileApp.
 */
export class Limiter {
  readonly #underWayAtMost: number;
  readonly #perSecond: number;
  readonly #onPaused: (until: number | undefined) => void;
  readonly #clock: Clock;
  readonly #queue = new Set<Waiting>();
  /** When the requests of the last minute began, oldest first. */
  #begun: number[] = [];
  #underWay = 0;
  #pausedUntil: number | undefined;
  /** The one alarm that is set, and for when. */
  #alarm: { at: number; off: AbortController } | undefined;

  constructor(options: LimiterOptions = {}) {
    this.#underWayAtMost = options.underWay ?? 4;
    this.#perSecond = options.perSecond ?? 10;
    this.#onPaused = options.onPaused ?? (() => {});
    this.#clock = options.clock ?? systemClock;
  }

  /** Until when everything waits, because the server said so; undefined while requests flow. */
  get pausedUntil(): number | undefined {
    return this.#pausedUntil;
  }

  /** Requests begun in the last sixty seconds. */
  get lastMinute(): number {
    this.#forgetOld();
    return this.#begun.length;
  }

  /**
   * Waits for a turn, first come, first served. Whoever got one calls what it resolves to, once, when done.
   * Rejects with the signal's reason.
   */
  async enter(signal?: AbortSignal): Promise<() => void> {
    signal?.throwIfAborted();
    if (this.#queue.size > 0 || this.#waitFor() !== 0) await this.#queued(signal);
    else this.#begin();
    let left = false;
    return () => {
      if (left) return;
      left = true;
      this.#underWay--;
      this.#admit();
    };
  }

  /** Lets nobody begin before `until`, in milliseconds since the epoch. A shorter pause never ends a longer one. */
  pause(until: number): void {
    if (until <= Math.max(this.#clock.now(), this.#pausedUntil ?? 0)) return;
    this.#pausedUntil = until;
    this.#onPaused(until);
    this.#admit();
  }

  #queued(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const abort = () => {
        this.#queue.delete(waiting);
        reject(signal?.reason);
      };
      const waiting: Waiting = {
        enter: () => {
          signal?.removeEventListener('abort', abort);
          resolve();
        },
      };
      signal?.addEventListener('abort', abort, { once: true });
      this.#queue.add(waiting);
      this.#admit();
    });
  }

  #begin(): void {
    this.#underWay++;
    this.#begun.push(this.#clock.now());
    if (this.#begun.length % 1024 === 0) this.#forgetOld();
  }

  /** Lets in whoever may, and sets the alarm for whoever must wait for time. */
  #admit(): void {
    if (this.#pausedUntil !== undefined && this.#pausedUntil <= this.#clock.now()) {
      this.#pausedUntil = undefined;
      this.#onPaused(undefined);
    }
    for (const waiting of this.#queue) {
      if (this.#waitFor() !== 0) break;
      this.#queue.delete(waiting);
      this.#begin();
      waiting.enter();
    }
    const wait = this.#queue.size > 0 ? this.#waitFor() : this.#pauseLeft();
    if (wait > 0 && wait !== Number.POSITIVE_INFINITY) this.#setAlarm(this.#clock.now() + wait);
  }

  /** Milliseconds until the next may begin: Infinity where only the end of another request helps. */
  #waitFor(): number {
    const pause = this.#pauseLeft();
    if (pause > 0) return pause;
    if (this.#underWay >= this.#underWayAtMost) return Number.POSITIVE_INFINITY;
    const since = this.#clock.now() - (this.#begun.at(-this.#perSecond) ?? Number.NEGATIVE_INFINITY);
    // A negative time means that somebody set the clock back: nobody waits for it to catch up.
    return since >= 0 && since < 1000 ? 1000 - since : 0;
  }

  #pauseLeft(): number {
    return Math.max(0, (this.#pausedUntil ?? 0) - this.#clock.now());
  }

  #setAlarm(at: number): void {
    if (this.#alarm && this.#alarm.at <= at) return;
    this.#alarm?.off.abort();
    const alarm = { at, off: new AbortController() };
    this.#alarm = alarm;
    this.#clock.sleep(at - this.#clock.now(), alarm.off.signal).then(
      () => {
        this.#alarm = undefined;
        this.#admit();
      },
      () => {
        // Another alarm, for an earlier time, has taken its place.
      },
    );
  }

  #forgetOld(): void {
    const from = this.#clock.now() - 60_000;
    const first = this.#begun.findIndex((time) => time > from);
    this.#begun = first < 0 ? [] : this.#begun.slice(first);
  }
}
