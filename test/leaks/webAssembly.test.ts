import assert from 'node:assert/strict';
import { i8x16, i16x8, i32, local, moduleOf, repeatWhile, v128, when } from '../../src/leaks/webAssembly.ts';

type Exports = { memory: { buffer: ArrayBuffer }; run(value: number): number };
type Engine = {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object) => { exports: Exports };
};

function exportsOf(module: Uint8Array): Exports {
  const { WebAssembly: engine } = globalThis as unknown as { WebAssembly: Engine };
  return new engine.Instance(new engine.Module(module)).exports;
}

describe('the assembler', () => {
  it('writes numbers of every length', () => {
    for (const value of [0, 1, 63, 64, 127, 128, 8191, 8192, 65_536, 2 ** 31 - 1, -1, -64, -65, -(2 ** 31)]) {
      const { run } = exportsOf(moduleOf(1, [], i32.add(local.get(0), i32.const(value))));
      assert.equal(run(0), value);
    }
  });

  it('repeats, decides and writes to memory', () => {
    const [last, at] = [0, 1];
    const isOdd = i32.and(local.get(at), i32.const(1));
    const { memory, run } = exportsOf(
      moduleOf(
        1,
        ['i32'],
        repeatWhile(
          i32.ltU(local.tee(at, i32.add(local.get(at), i32.const(1))), local.get(last)),
          when(isOdd, i32.store(i32.shl(local.get(at), i32.const(2)), local.get(at))),
        ),
        local.get(at),
      ),
    );
    assert.equal(run(6), 6);
    assert.deepEqual([...new Uint32Array(memory.buffer, 0, 8)], [0, 1, 0, 3, 0, 5, 0, 0]);
  });

  it('looks sixteen bytes up at once', () => {
    const table = Array.from({ length: 16 }, (_, index) => 100 + index);
    const upper = v128.and(
      i16x8.shrU(v128.load(local.get(0), 0), i32.const(4)),
      v128.const(new Array<number>(16).fill(15)),
    );
    const { memory, run } = exportsOf(
      moduleOf(
        1,
        ['v128'],
        local.set(1, i8x16.swizzle(v128.const(table), upper)),
        v128.store(i32.const(16), local.get(1)),
        i8x16.bitmask(i8x16.ne(local.get(1), v128.const(new Array<number>(16).fill(100)))),
      ),
    );
    const bytes = new Uint8Array(memory.buffer);
    bytes.set([0x0f, 0x1e, 0xf0, 0x73]);
    assert.equal(run(0), 0b1110);
    assert.deepEqual([...bytes.subarray(16, 21)], [100, 101, 115, 107, 100]);
  });
});
