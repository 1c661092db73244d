/**
 * Keccak-256 as Ethereum and Monero use it: FIPS 202's permutation with the padding of the original
 * submission, which node:crypto does not offer. It only proves that an address in a text was not
 * mistyped; nothing is protected by it.
 */

const rateBytes = 136;
const lanes = 25;

interface Tables {
  readonly constants: Uint32Array;
  readonly rotations: Uint8Array;
  readonly targets: Uint8Array;
}

/** Round constants from the degree-8 LFSR, rotations and lane moves from the walk of FIPS 202 §3.2. */
function makeTables(): Tables {
  const constants = new Uint32Array(48);
  let state = 1;
  for (let round = 0; round < 24; round += 1) {
    for (let bit = 0; bit < 7; bit += 1) {
      if ((state & 1) === 1) {
        const position = 2 ** bit - 1;
        const at = round * 2 + (position < 32 ? 0 : 1);
        constants[at] = (constants[at] ?? 0) ^ (1 << (position % 32));
      }
      state = state & 0x80 ? ((state << 1) ^ 0x171) & 0xff : state << 1;
    }
  }
  const rotations = new Uint8Array(24);
  const targets = new Uint8Array(24);
  let [x, y] = [1, 0];
  for (let step = 0; step < 24; step += 1) {
    [x, y] = [y, (2 * x + 3 * y) % 5];
    rotations[step] = (((step + 1) * (step + 2)) / 2) % 64;
    targets[step] = x + 5 * y;
  }
  return { constants, rotations, targets };
}

const { constants, rotations, targets } = makeTables();

function rotateLow(low: number, high: number, by: number): number {
  if (by === 0) return low;
  return by < 32
    ? (low << by) | (high >>> (32 - by))
    : (high << (by - 32)) | (by === 32 ? 0 : low >>> (64 - by));
}

/** Lane `i` is state[2i] (low half) and state[2i+1] (high half). */
function permute(state: Uint32Array): void {
  const column = new Uint32Array(10);
  const row = new Uint32Array(10);
  const get = (from: Uint32Array, at: number) => from[at] ?? 0;
  for (let round = 0; round < 24; round += 1) {
    for (let at = 0; at < 10; at += 1) {
      column[at] =
        get(state, at) ^
        get(state, at + 10) ^
        get(state, at + 20) ^
        get(state, at + 30) ^
        get(state, at + 40);
    }
    for (let x = 0; x < 5; x += 1) {
      const left = ((x + 4) % 5) * 2;
      const right = ((x + 1) % 5) * 2;
      const low = get(column, left) ^ rotateLow(get(column, right), get(column, right + 1), 1);
      const high = get(column, left + 1) ^ rotateLow(get(column, right + 1), get(column, right), 1);
      for (let at = x * 2; at < lanes * 2; at += 10) {
        state[at] = get(state, at) ^ low;
        state[at + 1] = get(state, at + 1) ^ high;
      }
    }
    let [low, high] = [get(state, 2), get(state, 3)];
    for (let step = 0; step < 24; step += 1) {
      const to = get2(targets, step) * 2;
      const by = get2(rotations, step);
      const [nextLow, nextHigh] = [get(state, to), get(state, to + 1)];
      state[to] = rotateLow(low, high, by);
      state[to + 1] = rotateLow(high, low, by);
      [low, high] = [nextLow, nextHigh];
    }
    for (let y = 0; y < lanes * 2; y += 10) {
      row.set(state.subarray(y, y + 10));
      for (let at = 0; at < 10; at += 1) {
        state[y + at] = get(row, at) ^ (~get(row, (at + 2) % 10) & get(row, (at + 4) % 10));
      }
    }
    state[0] = get(state, 0) ^ get(constants, round * 2);
    state[1] = get(state, 1) ^ get(constants, round * 2 + 1);
  }
}

function get2(from: Uint8Array, at: number): number {
  return from[at] ?? 0;
}

export function keccak256(message: Uint8Array): Uint8Array<ArrayBuffer> {
  const padded = new Uint8Array((Math.floor(message.length / rateBytes) + 1) * rateBytes);
  padded.set(message);
  padded[message.length] = 0x01;
  padded[padded.length - 1] = (padded[padded.length - 1] ?? 0) | 0x80;
  const state = new Uint32Array(lanes * 2);
  const view = new DataView(padded.buffer);
  for (let block = 0; block < padded.length; block += rateBytes) {
    for (let at = 0; at < rateBytes / 4; at += 1) {
      state[at] = (state[at] ?? 0) ^ view.getUint32(block + at * 4, true);
    }
    permute(state);
  }
  const digest = new Uint8Array(32);
  const out = new DataView(digest.buffer);
  for (let at = 0; at < 8; at += 1) out.setUint32(at * 4, state[at] ?? 0, true);
  return digest;
}
