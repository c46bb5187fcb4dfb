import { render } from "preact";
import type { RunFile } from "../../../results/schema.ts";
import { Report } from "./report.tsx";
import "./page.css";

const run: RunFile = JSON.parse(document.getElementById("run")?.textContent ?? "");
const place = document.getElementById("report") as HTMLElement;
place.replaceChildren();
document.title = `fd012 ${run.head.run}`;
render(<Report run={run} />, place);
