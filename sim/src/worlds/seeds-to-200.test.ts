import { playMonths } from "./month-of-seeds.ts";

playMonths(101);
