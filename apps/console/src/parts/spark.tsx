/** A small plot beside a number: how it went lately. The numbers are in its label as well. */

const width = 96;
const height = 24;

export function Spark({ values, label }: { values: readonly number[]; label: string }) {
  const top = Math.max(1, ...values);
  const step = width / Math.max(1, values.length);
  return (
    <svg width={width} height={height} role="img" aria-label={`${label}: ${values.join(", ")}`}>
      {values.map((value, at) => (
        <rect
          key={at}
          x={at * step + 1}
          width={Math.max(1, step - 2)}
          y={height - Math.max(1, (value / top) * height)}
          height={Math.max(1, (value / top) * height)}
          fill="var(--mantine-primary-color-filled)"
          opacity={value === 0 ? 0.25 : 1}
        />
      ))}
    </svg>
  );
}
