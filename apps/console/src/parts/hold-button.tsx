/**
 * What cannot be taken back after its round is confirmed by holding, so that no slip of the hand does
 * it. With the keyboard: hold Enter or Space.
 */

import { Button, type ButtonProps } from "@mantine/core";
import { type ReactNode, useEffect, useRef, useState } from "react";

const holdMs = 1200;
const stepMs = 40;

export function HoldButton({
  children,
  onHeld,
  ...rest
}: ButtonProps & { children: ReactNode; onHeld: () => void }) {
  const [held, setHeld] = useState(0);
  const timer = useRef<ReturnType<typeof setInterval>>(undefined);
  const stop = () => {
    clearInterval(timer.current);
    timer.current = undefined;
    setHeld(0);
  };
  const start = () => {
    if (timer.current !== undefined || rest.disabled === true || rest.loading === true) return;
    const from = performance.now();
    timer.current = setInterval(() => {
      const part = (performance.now() - from) / holdMs;
      setHeld(Math.min(part, 1));
      if (part < 1) return;
      stop();
      onHeld();
    }, stepMs);
  };
  useEffect(() => () => clearInterval(timer.current), []);
  return (
    <Button
      {...rest}
      onPointerDown={start}
      onPointerUp={stop}
      onPointerLeave={stop}
      onKeyDown={(event) => {
        if (event.key === "Enter" || event.key === " ") start();
      }}
      onKeyUp={stop}
      onBlur={stop}
      style={{
        backgroundImage: `linear-gradient(90deg, rgb(0 0 0 / 0.28) ${String(held * 100)}%, transparent 0)`,
      }}
    >
      {children}
    </Button>
  );
}
