import { scan } from '../scan.ts';
import { tokenText } from '../tokenText.ts';
import type { Document } from './document.ts';
import type { Place } from './place.ts';
import { placeOf } from './place.ts';
import { nameFor, setsItself } from './variable.ts';

/** A name, and the kind of token it was asked for. */
export type Asked = { name: string; isMileApp: boolean };

/** What is known of names beside a text. */
export type NamesInUse = {
  /** Names of variables that are known to hold other values. */
  taken?: readonly string[];
  /** The variables that are known to hold values, by the value: they are used whatever else the text holds. */
  held?: ReadonlyMap<string, string>;
};

/**
 * The names of a text's tokens: one for each value, in the order in which they stand. A name that
 * another value has, in the text or outside it, gets a number.
 */
export class Names {
  readonly #byValue = new Map<string, string>();
  readonly #held: ReadonlyMap<string, string>;
  readonly #taken: Set<string>;
  readonly #asked: Asked;
  readonly #planned: { start: number; end: number; value: string }[] = [];

  /** `isFixable` says whether a token's place takes a lookup: one that takes none needs no name. */
  constructor(
    document: Document,
    asked: Asked,
    { taken = [], held = new Map() }: NamesInUse,
    isFixable: (place: Place, name: string) => boolean,
  ) {
    this.#asked = asked;
    this.#taken = new Set([...taken, ...held.values()]);
    this.#held = held;
    for (const { start, end, severity, isMileApp } of scan(document.text, document.source)) {
      if (severity === 'hint') continue;
      const place = placeOf(document, { start, end });
      if (typeof place === 'string') continue;
      if (this.#heldAt(place, tokenText(document.text, { start, end })) !== undefined) continue;
      if (!this.#byValue.has(place.value)) {
        if (!isFixable(place, nameFor(place, this.#askedFor(isMileApp)))) continue;
        this.#add(place, isMileApp);
      }
      this.#planned.push({ start, end, value: place.value });
    }
  }

  /** @param token the text of the range, as {@link tokenText} puts it together */
  nameOf(place: Place, range: { start: number; end: number; isMileApp: boolean }, token: string): string {
    const held = this.#heldAt(place, token);
    if (held !== undefined) return held;
    const known = this.#byValue.get(place.value);
    if (known !== undefined) return known;
    const planned = this.#planned.find((one) => one.start < range.end && range.start < one.end);
    return (planned && this.#byValue.get(planned.value)) ?? this.#add(place, range.isMileApp);
  }

  /** The variable that holds the token, unless it stands there as that variable's own value. */
  #heldAt(place: Place, token: string): string | undefined {
    const held = this.#held.get(token);
    return held === undefined || setsItself(place, held) ? undefined : held;
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
