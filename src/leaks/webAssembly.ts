/**
 * As much of WebAssembly's binary format as one loop over a text needs: an instruction is the function
 * of its name that gives its bytes after those of its operands.
 * Numbers of instructions and sections: WebAssembly Core Specification 2.0, chapter 5.
 */
export type Code = readonly number[];

/** LEB128, without sign. */
function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest >>>= 7) bytes.push((rest & 127) | 128);
  return [...bytes, rest];
}

/** LEB128, with sign. */
function signed(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest < -64 || rest > 63; rest >>= 7) bytes.push((rest & 127) | 128);
  return [...bytes, rest & 127];
}

const plain =
  (number: number) =>
  (...operands: readonly Code[]): Code => [...operands.flat(), number];
const vector =
  (number: number) =>
  (...operands: readonly Code[]): Code => [...operands.flat(), 0xfd, ...unsigned(number)];
/** No alignment is promised. */
const place = (offset: number) => [0, ...unsigned(offset)];
const withoutResult = 0x40;
const end = 0x0b;

export const local = {
  get: (index: number): Code => [0x20, ...unsigned(index)],
  set: (index: number, value: Code): Code => [...value, 0x21, ...unsigned(index)],
  tee: (index: number, value: Code): Code => [...value, 0x22, ...unsigned(index)],
};

export const i32 = {
  const: (value: number): Code => [0x41, ...signed(value)],
  load8U: (address: Code, offset: number): Code => [...address, 0x2d, ...place(offset)],
  store: (address: Code, value: Code): Code => [...address, ...value, 0x36, ...place(0)],
  ltU: plain(0x49),
  ctz: plain(0x68),
  add: plain(0x6a),
  sub: plain(0x6b),
  and: plain(0x71),
  or: plain(0x72),
  shl: plain(0x74),
};

export const v128 = {
  load: (address: Code, offset: number): Code => [...address, 0xfd, 0, ...place(offset)],
  store: (address: Code, value: Code): Code => [...address, ...value, 0xfd, 11, ...place(0)],
  const: (bytes: readonly number[]): Code => [0xfd, 12, ...bytes],
  and: vector(0x4e),
  anyTrue: vector(0x53),
};
export const i8x16 = { swizzle: vector(0x0e), ne: vector(0x24), bitmask: vector(0x64) };
export const i16x8 = { shrU: vector(0x8d) };

export const when = (condition: Code, ...body: readonly Code[]): Code => [
  ...condition,
  0x04,
  withoutResult,
  ...body.flat(),
  end,
];

/** Once, and again as long as `condition` holds after it. */
export const repeatWhile = (condition: Code, ...body: readonly Code[]): Code => [
  0x03,
  withoutResult,
  ...body.flat(),
  ...condition,
  0x0d,
  0,
  end,
];

const valueType = { i32: 0x7f, v128: 0x7b };
type ValueType = keyof typeof valueType;

const list = (...items: readonly Code[]): number[] => [...unsigned(items.length), ...items.flat()];
const sized = (content: Code): number[] => [...unsigned(content.length), ...content];
const section = (id: number, ...items: readonly Code[]): number[] => [id, ...sized(list(...items))];
const exported = (name: string, kind: number): number[] => [
  ...sized([...name].map((char) => char.charCodeAt(0))),
  kind,
  0,
];

/**
 * A module that exports its `memory`, of so many pages of 64 kB, and one function, `run`, from an i32
 * to an i32. `locals` are those after the parameter, which is local 0.
 */
export function moduleOf(pages: number, locals: readonly ValueType[], ...body: readonly Code[]): Uint8Array {
  const declared = list(...locals.map((type) => [1, valueType[type]]));
  return Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [0x60, ...list([valueType.i32]), ...list([valueType.i32])]),
    ...section(3, [0]),
    ...section(5, [0, ...unsigned(pages)]),
    ...section(7, exported('memory', 2), exported('run', 0)),
    ...section(10, sized([...declared, ...body.flat(), end])),
  ]);
}
