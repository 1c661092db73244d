/** Colours and type of the console. The bell's copper is the one accent; red is kept for alarm. */

import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from "@mantine/core";

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
  primaryShade: 6,
  colors: { copper },
  defaultRadius: "sm",
  autoContrast: true,
  luminanceThreshold: 0.179,
  fontFamily: "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', Consolas, 'Liberation Mono', monospace",
  headings: { fontWeight: "650" },
  cursorType: "pointer",
  respectReducedMotion: true,
});

/** Secondary text with the contrast that WCAG 2.2 AA asks for (4.5 : 1), also on striped rows. */
export const readableColors: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-dimmed": "#5c636a",
    "--mantine-color-teal-light-color": "#05563d",
    "--mantine-color-yellow-light-color": "#7a3d00",
    "--mantine-color-orange-light-color": "#8a3200",
    "--mantine-color-orange-text": "#a33c00",
  },
  dark: { "--mantine-color-dimmed": "#a9abb0" },
});
