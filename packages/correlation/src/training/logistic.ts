/** Logistic regression by Newton's steps with a ridge; rows may stand for many. */

export interface Row {
  readonly values: Float64Array;
  readonly same: boolean;
  readonly weight: number;
}

const steps = 25;
/** No coefficient moves further in one step: far from the end Newton's steps are too long. */
const stepMax = 1;
const changeMin = 1e-7;

/** The last coefficient is the constant. `atLeast` keeps a coefficient from changing its sense. */
export function fitLogistic(
  rows: readonly Row[],
  ridge: number,
  atLeast: Float64Array,
): Float64Array {
  const width = atLeast.length;
  const beta = new Float64Array(width);
  for (let step = 0; step < steps; step += 1) {
    const gradient = new Float64Array(width);
    const curvature = Array.from({ length: width }, () => new Float64Array(width));
    for (const row of rows) addRow(row, beta, gradient, curvature);
    for (let at = 0; at < width; at += 1) {
      if (at < width - 1) gradient[at] = (gradient[at] ?? 0) + ridge * (beta[at] ?? 0);
      const line = curvature[at];
      if (line !== undefined) line[at] = (line[at] ?? 0) + ridge;
    }
    // What stands at its bound and would cross it stays there.
    for (let at = 0; at < width; at += 1) {
      const isHeld = (beta[at] ?? 0) <= (atLeast[at] ?? -Infinity) && (gradient[at] ?? 0) > 0;
      if (isHeld) hold(curvature, gradient, at);
    }
    const change = solve(curvature, gradient);
    let largest = 0;
    for (let at = 0; at < width; at += 1) {
      const moved = Math.max(-stepMax, Math.min(stepMax, change[at] ?? 0));
      const before = beta[at] ?? 0;
      beta[at] = Math.max(atLeast[at] ?? -Infinity, before - moved);
      largest = Math.max(largest, Math.abs((beta[at] ?? 0) - before));
    }
    if (largest < changeMin) break;
  }
  return beta;
}

function hold(curvature: readonly Float64Array[], gradient: Float64Array, at: number): void {
  gradient[at] = 0;
  for (const [other, line] of curvature.entries()) {
    if (other === at) line.fill(0);
    line[at] = other === at ? 1 : 0;
  }
}

function addRow(row: Row, beta: Float64Array, gradient: Float64Array, curvature: Float64Array[]) {
  const { values, same, weight } = row;
  const width = beta.length;
  let sum = beta[width - 1] ?? 0;
  const used: number[] = [width - 1];
  for (let at = 0; at < width - 1; at += 1) {
    const value = values[at] ?? 0;
    if (value === 0) continue;
    used.push(at);
    sum += (beta[at] ?? 0) * value;
  }
  const chance = 1 / (1 + Math.exp(-sum));
  const error = weight * (chance - (same ? 1 : 0));
  const bend = weight * chance * (1 - chance);
  for (const i of used) {
    const value = i === width - 1 ? 1 : (values[i] ?? 0);
    gradient[i] = (gradient[i] ?? 0) + error * value;
    const line = curvature[i];
    if (line === undefined) continue;
    for (const j of used)
      line[j] = (line[j] ?? 0) + bend * value * (j === width - 1 ? 1 : (values[j] ?? 0));
  }
}

/** Gauss with pivots. */
function solve(matrix: readonly Float64Array[], right: Float64Array): Float64Array {
  const rows = matrix.map((line, at) => Float64Array.from([...line, right[at] ?? 0]));
  const width = rows.length;
  for (let column = 0; column < width; column += 1) {
    const below = rows.slice(column);
    const best = below.reduce((a, b) =>
      Math.abs(b[column] ?? 0) > Math.abs(a[column] ?? 0) ? b : a,
    );
    rows.splice(rows.indexOf(best), 1);
    rows.splice(column, 0, best);
    for (const row of rows) {
      if (row === best) continue;
      const factor = (row[column] ?? 0) / (best[column] ?? 1);
      if (factor === 0) continue;
      for (let at = column; at <= width; at += 1)
        row[at] = (row[at] ?? 0) - factor * (best[at] ?? 0);
    }
  }
  return Float64Array.from(rows, (row, at) => (row[width] ?? 0) / (row[at] ?? 1));
}
