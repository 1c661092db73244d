/** Colours and type of the console. The bell's copper is the one accent; red is kept for alarm. */

import { createTheme, type MantineColorsTuple } from "@mantine/core";

const copper: MantineColorsTuple = [
  "#fff1e6",
  "#fbe0cd",
  "#f3be9b",
  "#eb9a65",
  "#e47c38",
  "#c8601f",
  "#a84c13",
  "#8f3f0f",
  "#75330c",
  "#5b2708",
];

export const theme = createTheme({
  primaryColor: "copper",
  primaryShade: { light: 6, dark: 4 },
  colors: { copper },
  defaultRadius: "sm",
  autoContrast: true,
  luminanceThreshold: 0.35,
  fontFamily: "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', Consolas, 'Liberation Mono', monospace",
  headings: { fontWeight: "650" },
  cursorType: "pointer",
  respectReducedMotion: true,
});
