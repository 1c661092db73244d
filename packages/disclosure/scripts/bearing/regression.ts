/** Logistic regression by Newton's method, each step by conjugate gradients; weights are drawn towards 0. */

const newtonSteps = 15;
const smallStep = 2e-3;
const gradientSteps = 80;
const smallRest = 1e-3;
const oddsMax = 30;

/** What is not 0 of the numbers of an example. */
export interface Input {
  readonly places: readonly number[];
  readonly values: readonly number[];
}

export interface Example {
  /** -1: it is not counted. */
  readonly wanted: number;
  readonly weight: number;
}

/** `drawn`: how strongly each weight is drawn towards 0. */
export function fit(
  inputs: readonly Input[],
  examples: readonly Example[],
  drawn: readonly number[],
): Float64Array {
  const counted = inputs.filter((_, at) => (examples[at]?.wanted ?? -1) >= 0);
  const known = examples.filter(({ wanted }) => wanted >= 0);
  const weights = new Float64Array(drawn.length);
  for (let step = 0; step < newtonSteps; step += 1) {
    const slope = weights.map((weight, at) => weight * (drawn[at] ?? 0));
    const spread = new Float64Array(counted.length);
    for (const [at, input] of counted.entries()) {
      const { wanted, weight } = known[at] ?? { wanted: 0, weight: 0 };
      const chance =
        1 / (1 + Math.exp(-Math.max(-oddsMax, Math.min(oddsMax, dot(input, weights)))));
      spread[at] = weight * chance * (1 - chance);
      addTo(slope, input, weight * (chance - wanted));
    }
    const change = solved(counted, spread, drawn, slope);
    let most = 0;
    for (let at = 0; at < weights.length; at += 1) {
      weights[at] = (weights[at] ?? 0) - (change[at] ?? 0);
      most = Math.max(most, Math.abs(change[at] ?? 0));
    }
    if (most < smallStep) break;
  }
  return weights;
}

export function dot({ places, values }: Input, weights: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < places.length; at += 1) {
    sum += (values[at] ?? 0) * (weights[places[at] ?? 0] ?? 0);
  }
  return sum;
}

function addTo(sums: Float64Array, { places, values }: Input, times: number): void {
  for (let at = 0; at < places.length; at += 1) {
    const place = places[at] ?? 0;
    sums[place] = (sums[place] ?? 0) + times * (values[at] ?? 0);
  }
}

/** What the bend of the whole makes `right`, found along directions that do not disturb each other. */
function solved(
  inputs: readonly Input[],
  spread: Float64Array,
  drawn: readonly number[],
  right: Float64Array,
): Float64Array {
  const bend = Float64Array.from(drawn);
  for (const [at, { places, values }] of inputs.entries()) {
    const squares = { places, values: values.map((value) => value * value) };
    addTo(bend, squares, spread[at] ?? 0);
  }
  const found = new Float64Array(right.length);
  const rest = right.slice();
  let direction = rest.map((value, at) => value / (bend[at] ?? 1));
  let size = product(rest, direction);
  const enough = size * smallRest * smallRest;
  for (let step = 0; step < gradientSteps && size > enough; step += 1) {
    const bent = direction.map((value, at) => value * (drawn[at] ?? 0));
    for (const [at, input] of inputs.entries()) {
      addTo(bent, input, (spread[at] ?? 0) * dot(input, direction));
    }
    const length = size / product(direction, bent);
    for (let at = 0; at < found.length; at += 1) {
      found[at] = (found[at] ?? 0) + length * (direction[at] ?? 0);
      rest[at] = (rest[at] ?? 0) - length * (bent[at] ?? 0);
    }
    const next = rest.map((value, at) => value / (bend[at] ?? 1));
    const nextSize = product(rest, next);
    const before = direction;
    direction = next.map((value, at) => value + (nextSize / size) * (before[at] ?? 0));
    size = nextSize;
  }
  return found;
}

function product(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at += 1) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
}
