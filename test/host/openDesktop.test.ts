import assert from 'node:assert/strict';
import { opener } from './openDesktop.ts';

describe('opener', () => {
  it('opens where there is a desktop', () => {
    assert.deepEqual(opener('linux', { DISPLAY: ':0' }), ['xdg-open']);
    assert.deepEqual(opener('linux', { WAYLAND_DISPLAY: 'wayland-0' }), ['xdg-open']);
    assert.deepEqual(opener('darwin', {}), ['open']);
    assert.deepEqual(opener('win32', {}), ['explorer']);
  });

  it('opens nothing where nobody would see it', () => {
    assert.equal(opener('linux', {}), undefined);
    assert.equal(opener('linux', { DISPLAY: '' }), undefined);
    assert.equal(opener('darwin', { CI: 'true' }), undefined);
  });
});
