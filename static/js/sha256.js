// SHA-256 (FIPS 180-4) of a file on this device: the browser's own where the file fits into memory, else piece by piece.
const WHOLE = 32 * 1024 * 1024; // The browser's own wants the whole file at once.
const PIECE = 1024 * 1024; // Hashed in one go; short enough that the page still answers to fingers.

// The first 32 bits of the fractional parts of `root` of the first `count` primes.
function fractions(count, root) {
  const found = [];
  for (let n = 2; found.length < count; n += 1) {
    let prime = true;
    for (let d = 2; d * d <= n; d += 1) if (n % d === 0) prime = false;
    if (prime) found.push(Math.floor((root(n) % 1) * 2 ** 32) | 0);
  }
  return Int32Array.from(found);
}
const K = fractions(64, Math.cbrt);

class Sha256 {
  constructor() {
    this.state = fractions(8, Math.sqrt);
    this.rest = new Uint8Array(0); // less than one block
    this.length = 0;
    this.words = new Int32Array(64);
  }

  take(bytes) {
    this.length += bytes.length;
    const all = new Uint8Array(this.rest.length + bytes.length);
    all.set(this.rest);
    all.set(bytes, this.rest.length);
    const end = all.length - (all.length % 64);
    const view = new DataView(all.buffer);
    for (let at = 0; at < end; at += 64) this.block(view, at);
    this.rest = all.slice(end);
  }

  block(view, at) {
    const { state, words } = this;
    for (let i = 0; i < 16; i += 1) words[i] = view.getInt32(at + i * 4);
    for (let i = 16; i < 64; i += 1) {
      const x = words[i - 15], y = words[i - 2];
      const s0 = (x >>> 7 | x << 25) ^ (x >>> 18 | x << 14) ^ (x >>> 3);
      const s1 = (y >>> 17 | y << 15) ^ (y >>> 19 | y << 13) ^ (y >>> 10);
      words[i] = words[i - 16] + s0 + words[i - 7] + s1;
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let i = 0; i < 64; i += 1) {
      const s1 = (e >>> 6 | e << 26) ^ (e >>> 11 | e << 21) ^ (e >>> 25 | e << 7);
      const one = (h + s1 + (e & f ^ ~e & g) + K[i] + words[i]) | 0;
      const s0 = (a >>> 2 | a << 30) ^ (a >>> 13 | a << 19) ^ (a >>> 22 | a << 10);
      const two = (s0 + (a & b ^ a & c ^ b & c)) | 0;
      h = g; g = f; f = e; e = (d + one) | 0; d = c; c = b; b = a; a = (one + two) | 0;
    }
    [a, b, c, d, e, f, g, h].forEach((value, i) => { state[i] += value; });
  }

  end() {
    const bits = this.length * 8;
    const tail = new Uint8Array((this.length % 64 < 56 ? 64 : 128) - (this.length % 64));
    tail[0] = 0x80;
    new DataView(tail.buffer).setBigUint64(tail.length - 8, BigInt(bits));
    this.take(tail);
    const out = new DataView(new ArrayBuffer(32));
    this.state.forEach((word, i) => out.setInt32(i * 4, word));
    return out.buffer;
  }
}

const hex = (buffer) => [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

// Hex. `going` is told the share that is done, 0 to 1, and ends it by throwing. Rejects when the file can't be read.
export async function sha256(file, going = () => {}, whole = WHOLE) {
  if (file.size <= whole && crypto.subtle) return hex(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
  const hash = new Sha256();
  for (let at = 0; at < file.size; at += PIECE) {
    hash.take(new Uint8Array(await file.slice(at, at + PIECE).arrayBuffer()));
    going(Math.min(1, (at + PIECE) / file.size));
  }
  return hex(hash.end());
}
