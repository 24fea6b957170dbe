import { hasFastCopy } from './fastCopy.ts';
import { i8x16, i16x8, i32, local, moduleOf, repeatWhile, v128, when } from './webAssembly.ts';

/** Three sets of ASCII letters, digits and dots that follow one another. */
export type Triple = readonly [string, string, string];
/** Told the offset at which a triple may begin, and which: bit n stands for the nth. */
export type OnHit = (at: number, which: number) => void;
/**
 * Tells where in `text[from, to)` any of the triples may begin, in order: each place where one does, and
 * now and then one where none does. `onHit` may find again meanwhile.
 */
export type FindTriples = (text: string, from: number, to: number, onHit: OnHit) => void;

/** By a regular expression, where there is nothing faster: it does not say which of the triples it found. */
export function patternTriples(triples: readonly Triple[]): FindTriples {
  const any = (1 << triples.length) - 1;
  const source = triples.map((triple) => triple.map((set) => `[${set}]`).join('')).join('|');
  return (text, from, to, onHit) => {
    const pattern = new RegExp(source, 'g');
    pattern.lastIndex = from;
    for (let found = pattern.exec(text); found && found.index < to; found = pattern.exec(text)) {
      onHit(found.index, any);
      pattern.lastIndex = found.index + 1;
    }
  };
}

/** At most so many triples: a bit of a byte for each. */
const most = 8;

/** For each of the three characters, by its code, the triples it can be that one of. */
function setsOf(triples: readonly Triple[]): [Uint8Array, Uint8Array, Uint8Array] {
  if (triples.length > most) throw new Error(`more than ${most} triples`);
  const setOf = (index: 0 | 1 | 2) => {
    const set = new Uint8Array(128);
    for (const [which, triple] of triples.entries()) {
      for (const char of triple[index]) {
        const code = char.charCodeAt(0);
        set[code] = (set[code] ?? 0) | (1 << which);
      }
    }
    return set;
  };
  return [setOf(0), setOf(1), setOf(2)];
}

/** So many characters at a time: they, and room for as many hits, take three pages. */
const blockLength = 1 << 15;
const pages = 3;
/** Bytes of a vector. */
const width = 16;
/** What stands after a text: as many bytes of no triple as the last vectors reach beyond it. */
const padding = new Uint8Array(2 * width);
/** A hit's place and, in its lowest byte, which triples. */
const bytesOfHit = 4;
const hitsFrom = 1 << 16;
/** Where a vector is laid down to read its bytes one by one. */
const scratch = hitsFrom - width;

/** By the half of a byte, the triples that any character with this half belongs to. */
function halves(set: Uint8Array, halfOf: (code: number) => number): number[] {
  const table = new Array<number>(width).fill(0);
  for (const [code, which] of set.entries()) table[halfOf(code)] = (table[halfOf(code)] ?? 0) | which;
  return table;
}

/**
 * A loop over `[0, end)` of its memory, 16 bytes at once. A byte's upper and lower half are looked up in
 * a table each; what both tables tell is the set of triples the byte can be the first (second, third)
 * character of; what three bytes in a row agree upon, begins there.
 */
function assemble(triples: readonly Triple[]): Uint8Array {
  const sets = setsOf(triples);
  const tables = sets.flatMap((set) => [halves(set, (code) => code & 15), halves(set, (code) => code >> 4)]);
  const [end, at, out, lanes, lane, bytes, fifteen, firstTable] = [0, 1, 2, 3, 4, 5, 6, 7] as const;
  const get = local.get;
  const belonging = (index: number) =>
    v128.and(
      i8x16.swizzle(
        get(firstTable + 2 * index),
        v128.and(local.tee(bytes, v128.load(get(at), index)), get(fifteen)),
      ),
      i8x16.swizzle(
        get(firstTable + 2 * index + 1),
        v128.and(i16x8.shrU(get(bytes), i32.const(4)), get(fifteen)),
      ),
    );
  const none = v128.const(new Array<number>(width).fill(0));
  const hit = i32.or(
    i32.shl(i32.add(get(at), local.tee(lane, i32.ctz(get(lanes)))), i32.const(8)),
    i32.load8U(get(lane), scratch),
  );
  return moduleOf(
    pages,
    ['i32', 'i32', 'i32', 'i32', 'v128', 'v128', ...tables.map(() => 'v128' as const)],
    local.set(out, i32.const(hitsFrom)),
    local.set(fifteen, v128.const(new Array<number>(width).fill(15))),
    ...tables.map((table, index) => local.set(firstTable + index, v128.const(table))),
    repeatWhile(
      i32.ltU(local.tee(at, i32.add(get(at), i32.const(width))), get(end)),
      local.set(bytes, v128.and(v128.and(belonging(0), belonging(1)), belonging(2))),
      when(
        v128.anyTrue(get(bytes)),
        v128.store(i32.const(scratch), get(bytes)),
        local.set(lanes, i8x16.bitmask(i8x16.ne(get(bytes), none))),
        repeatWhile(
          local.tee(lanes, i32.and(get(lanes), i32.sub(get(lanes), i32.const(1)))),
          i32.store(get(out), hit),
          local.set(out, i32.add(get(out), i32.const(bytesOfHit))),
        ),
      ),
    ),
    get(out),
  );
}

/** What is asked of the engine: neither it nor its vectors are everywhere. */
type Engine = {
  validate(module: Uint8Array): boolean;
  Module: new (module: Uint8Array) => object;
  Instance: new (
    module: object,
  ) => { exports: { memory: { buffer: ArrayBuffer }; run(end: number): number } };
};

/** Sixteen characters at once; undefined where the machine cannot. */
export function vectorTriples(triples: readonly Triple[]): FindTriples | undefined {
  const { WebAssembly: engine } = globalThis as { WebAssembly?: Engine };
  if (!hasFastCopy || !engine) return undefined;
  const module = assemble(triples);
  if (!engine.validate(module)) return undefined;
  const { memory, run } = new engine.Instance(new engine.Module(module)).exports;
  const bytes = Buffer.from(memory.buffer);
  const hits = new Uint32Array(memory.buffer);
  return (text, from, to, onHit) => {
    for (let first = from; first < to; first += blockLength) {
      const last = Math.min(to, first + blockLength);
      // One byte for each character, whatever it is: of those beyond Latin-1 the lower one.
      const length = bytes.write(text.slice(first, last + 2), 'latin1');
      bytes.set(padding, length);
      // A copy: whoever is told of a hit may find again.
      for (const hit of hits.slice(hitsFrom / bytesOfHit, run(last - first) / bytesOfHit)) {
        const at = first + (hit >>> 8);
        if (at < last) onHit(at, hit & 255);
      }
    }
  };
}
