/**
 * What cannot be taken back after its round is confirmed by holding, so that no slip of the hand does
 * it. With the keyboard: hold Enter or Space. What keeps it from being held stands beside it.
 */

import { Button, type ButtonProps, Text } from "@mantine/core";
import { type ReactNode, useEffect, useId, useRef, useState } from "react";

const holdMs = 1200;
const stepMs = 40;

export function HoldButton({
  children,
  onHeld,
  whyNot,
  ...rest
}: Omit<ButtonProps, "disabled"> & {
  children: ReactNode;
  onHeld: () => void;
  /** Undefined where it can be held. */
  whyNot?: string | undefined;
}) {
  const reasonId = useId();
  const [held, setHeld] = useState(0);
  const timer = useRef<ReturnType<typeof setInterval>>(undefined);
  const stop = () => {
    clearInterval(timer.current);
    timer.current = undefined;
    setHeld(0);
  };
  const start = () => {
    if (timer.current !== undefined || whyNot !== undefined || rest.loading === true) return;
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
    <>
      {/* Not `disabled`: the keyboard reaches it, so that its reason is read out. */}
      <Button
        {...rest}
        {...(whyNot === undefined
          ? {}
          : { "data-disabled": true, "aria-disabled": true, "aria-describedby": reasonId })}
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
      {whyNot !== undefined && (
        <Text size="sm" id={reasonId}>
          {whyNot}
        </Text>
      )}
    </>
  );
}
