/** Logistic regression over hashed features; a part of the features is left out at each step, so that no one of them is relied on. */

/** Same numbers for the same seed. */
export interface Dice {
  next(): number;
}

export function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  return {
    next: () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state / 2 ** 32;
    },
  };
}

export interface Example {
  readonly features: Int32Array;
  readonly isPositive: boolean;
  /** What a mistake counts. */
  readonly weight: number;
}

export interface Training {
  readonly features: number;
  readonly epochs: number;
  readonly leftOut: number;
  readonly rate: number;
  readonly decay: number;
  readonly seed: number;
}

/** Weights as they are used when all features are there. Examples of one group follow one another. */
export function train(groups: readonly (readonly Example[])[], how: Training): Float32Array {
  const weights = new Float32Array(how.features);
  const squares = new Float32Array(how.features).fill(1e-3);
  const dice = diceOf(how.seed);
  const order = groups.map((_, at) => at);
  for (let epoch = 0; epoch < how.epochs; epoch += 1) {
    shuffle(order, dice);
    const rate = how.rate * (1 - (0.7 * epoch) / how.epochs);
    for (const group of order) {
      for (const example of groups[group] ?? []) step(weights, squares, example, rate, how, dice);
    }
  }
  return weights.map((weight) => weight * (1 - how.leftOut));
}

function shuffle(order: number[], dice: Dice): void {
  for (let at = order.length - 1; at > 0; at -= 1) {
    const other = Math.floor(dice.next() * (at + 1));
    [order[at], order[other]] = [order[other] ?? 0, order[at] ?? 0];
  }
}

const gradientMin = 1e-4;

function step(
  weights: Float32Array,
  squares: Float32Array,
  { features, isPositive, weight }: Example,
  rate: number,
  { leftOut, decay }: Training,
  dice: Dice,
): void {
  const used: number[] = [];
  let sum = 0;
  for (const feature of features) {
    if (dice.next() < leftOut) continue;
    used.push(feature);
    sum += weights[feature] ?? 0;
  }
  const error = (1 / (1 + Math.exp(-sum)) - (isPositive ? 1 : 0)) * weight;
  if (Math.abs(error) < gradientMin) return;
  for (const feature of used) {
    const gradient = error + decay * (weights[feature] ?? 0);
    const square = (squares[feature] ?? 0) + gradient * gradient;
    squares[feature] = square;
    weights[feature] = (weights[feature] ?? 0) - (rate * gradient) / Math.sqrt(square);
  }
}
