/** The links as a picture, on request: the list above says the same. Reports stand on a ring. */

import { Button } from "@mantine/core";
import type { Campaign } from "@tocsin/wire/node-api";
import { useState } from "react";

import { reportNames } from "./report-names.ts";

const size = 420;
const ring = size / 2 - 40;
const fullWeight = 12;

export function CampaignGraph({ campaign }: { campaign: Campaign }) {
  const [shown, setShown] = useState(false);
  if (!shown) {
    return (
      <Button variant="default" size="xs" onClick={() => setShown(true)}>
        Draw it
      </Button>
    );
  }
  return <Ring campaign={campaign} />;
}

function Ring({ campaign: it }: { campaign: Campaign }) {
  const nameOf = reportNames(it);
  const linked = [...new Set(it.links.flatMap(({ a, b }) => [a, b]))];
  const places = new Map(
    linked.map((report, at) => {
      const angle = (at / linked.length) * 2 * Math.PI;
      return [
        report,
        { x: size / 2 + ring * Math.sin(angle), y: size / 2 - ring * Math.cos(angle) },
      ];
    }),
  );
  return (
    <svg
      viewBox={`0 0 ${String(size)} ${String(size)}`}
      width="100%"
      style={{ maxWidth: size }}
      role="img"
      aria-label={`${String(linked.length)} reports, ${String(it.links.length)} links between them`}
    >
      {it.links.map(({ a, b, score }) => {
        const [from, to] = [places.get(a), places.get(b)];
        if (from === undefined || to === undefined) return null;
        return (
          <line
            key={`${a} ${b}`}
            x1={from.x}
            y1={from.y}
            x2={to.x}
            y2={to.y}
            stroke="var(--mantine-primary-color-filled)"
            strokeWidth={1 + (Math.min(Math.max(score, 0), fullWeight) / fullWeight) * 3}
            opacity={0.5}
          >
            <title>{`${nameOf(a)} and ${nameOf(b)}`}</title>
          </line>
        );
      })}
      {[...places].map(([report, { x, y }]) => (
        <circle key={report} cx={x} cy={y} r={7} fill="var(--mantine-primary-color-filled)">
          <title>{nameOf(report)}</title>
        </circle>
      ))}
    </svg>
  );
}
