/**
 * How much two counts over one vocabulary speak for one source rather than two: the ratio of their
 * marginal likelihoods under a Dirichlet-multinomial whose mean is what is usual in the feed. What
 * is rare weighs much, what everybody has weighs nothing, and no list has to say which is which.
 * Minka, "Estimating a Dirichlet distribution", 2000; Fellegi and Sunter 1969 for adding them up.
 */

/** Natural logarithm of the gamma function for x > 0; Stirling's series after a shift. */
export function logGamma(x: number): number {
  let product = 1;
  let y = x;
  while (y < 7) {
    product *= y;
    y += 1;
  }
  const inverse = 1 / (y * y);
  const series = (1 / 12 - inverse * (1 / 360 - inverse / 1260)) / y;
  const shift = product === 1 ? 0 : Math.log(product);
  return (y - 0.5) * Math.log(y) - y + halfLogTau + series - shift;
}

const halfLogTau = 0.5 * Math.log(2 * Math.PI);

/** What one shared item adds: `usual` is its pseudo-count, `a` and `b` what was seen of it. */
export function sharedItem(usual: number, a: number, b: number): number {
  return logGamma(usual + a + b) + logGamma(usual) - logGamma(usual + a) - logGamma(usual + b);
}

/** What is taken off for all that was seen, shared or not. `spread` is the sum of pseudo-counts. */
export function allItems(spread: number, a: number, b: number): number {
  return sharedItem(spread, a, b);
}
