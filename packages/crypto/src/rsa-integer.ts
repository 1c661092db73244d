/** Integers of RSA: octet strings of fixed length, and the inverse modulo n. RFC 8017 §4. */

/** OS2IP. */
export function integerOf(bytes: Uint8Array): bigint {
  if (bytes.length === 0) return 0n;
  const { buffer, byteOffset, byteLength } = bytes;
  return BigInt(`0x${Buffer.from(buffer, byteOffset, byteLength).toString("hex")}`);
}

/** I2OSP; throws where the integer does not fit. */
export function integerBytes(value: bigint, length: number): Uint8Array<ArrayBuffer> {
  const text = value.toString(16).padStart(length * 2, "0");
  const fits = value >= 0n && text.length === length * 2;
  if (!fits) throw new RangeError(`does not fit in ${length} bytes`);
  return new Uint8Array(Buffer.from(text, "hex"));
}

/** a⁻¹ mod n; undefined where a and n share a factor. Its time depends on `a`: mask secrets. */
export function inverseModulo(a: bigint, n: bigint): bigint | undefined {
  let [remainder, next] = [n, a % n];
  let [factor, nextFactor] = [0n, 1n];
  while (next !== 0n) {
    const quotient = remainder / next;
    [remainder, next] = [next, remainder - quotient * next];
    [factor, nextFactor] = [nextFactor, factor - quotient * nextFactor];
  }
  if (remainder !== 1n) return undefined;
  return factor < 0n ? factor + n : factor;
}
