import { render } from "preact";
import type { PageData } from "../page-data.ts";
import { CompareReport } from "./compare-report.tsx";
import { Report } from "./report.tsx";
import "./page.css";

const data: PageData = JSON.parse(document.getElementById("run")?.textContent ?? "");
const place = document.getElementById("report") as HTMLElement;
place.replaceChildren();
if ("comparison" in data) {
  const { before, after } = data.comparison;
  document.title = `fd012 ${before.label} → ${after.label}`;
  render(<CompareReport comparison={data.comparison} />, place);
} else {
  document.title = `fd012 ${data.head.run}`;
  render(<Report run={data} />, place);
}
