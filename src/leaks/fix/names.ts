import { scan } from '../scan.ts';
import type { Document } from './document.ts';
import type { Place } from './place.ts';
import { placeOf } from './place.ts';
import { nameFor } from './variable.ts';

/** A name, and the kind of token it was asked for. */
export type Asked = { name: string; isMileApp: boolean };

/**
 * The names of a text's tokens: one for each value, in the order in which they stand. A name that
 * another value has, in the text or outside it, gets a number.
 */
export class Names {
  readonly #byValue = new Map<string, string>();
  readonly #taken: Set<string>;
  readonly #asked: Asked;
  readonly #planned: { start: number; end: number; value: string }[] = [];

  /** `isFixable` says whether a token's place takes a lookup: one that takes none needs no name. */
  constructor(
    document: Document,
    asked: Asked,
    taken: readonly string[],
    isFixable: (place: Place, name: string) => boolean,
  ) {
    this.#asked = asked;
    this.#taken = new Set(taken);
    for (const { start, end, severity, isMileApp } of scan(document.text, document.source)) {
      if (severity === 'hint') continue;
      const place = placeOf(document, { start, end });
      if (typeof place === 'string') continue;
      if (!this.#byValue.has(place.value)) {
        if (!isFixable(place, nameFor(place, this.#askedFor(isMileApp)))) continue;
        this.#add(place, isMileApp);
      }
      this.#planned.push({ start, end, value: place.value });
    }
  }

  nameOf(place: Place, range: { start: number; end: number; isMileApp: boolean }): string {
    const known = this.#byValue.get(place.value);
    if (known !== undefined) return known;
    const planned = this.#planned.find((one) => one.start < range.end && range.start < one.end);
    return (planned && this.#byValue.get(planned.value)) ?? this.#add(place, range.isMileApp);
  }

  /** The name asked for goes to tokens of its kind; the others have the one that their kind usually has. */
  #askedFor(isMileApp: boolean): string {
    if (isMileApp === this.#asked.isMileApp) return this.#asked.name;
    return isMileApp ? 'MILEAPP_ACCESS_TOKEN' : 'API_TOKEN';
  }

  #add(place: Place, isMileApp: boolean): string {
    const name = nameFor(place, this.#askedFor(isMileApp));
    let free = name;
    for (let count = 2; this.#taken.has(free); count++) free = `${name}_${count}`;
    this.#taken.add(free);
    this.#byValue.set(place.value, free);
    return free;
  }
}
