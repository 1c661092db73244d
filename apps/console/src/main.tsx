/** The member's console: served by the company's own node, it never talks to anyone else. */

import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "./console.css";

import { createRoot } from "react-dom/client";

import { App } from "./app.tsx";

const root = document.getElementById("root");
if (root !== null) createRoot(root).render(<App />);
