import { quoted } from "../../host/shell-words.ts";
import { archiveOf } from "../../images/archive.ts";
import { containerName } from "../names.ts";
import type { ByHand, ContainerSpec, GivenByHand } from "../runtime.ts";
import { KUBERNETES } from "./images.ts";
import { CriLog } from "./log.ts";
import { containerConfig, podConfig } from "./pod.ts";

/**
 * The same by crictl, which takes these very messages as JSON.
 * @param socket of the runtime; null for the one that crictl is configured for
 */
export function byHandOf(
  spec: ContainerSpec,
  { pidFile }: GivenByHand,
  log: CriLog | null,
  socket: string | null,
): ByHand {
  const { tar, reference } = archiveOf(spec.image);
  const kept = log ?? new CriLog(null);
  const name = quoted(containerName(spec));
  const crictl = socket === null ? "crictl" : `crictl --runtime-endpoint ${quoted(`unix://${socket}`)}`;
  const ctr = `ctr${socket === null ? "" : ` --address ${quoted(socket)}`} --namespace ${KUBERNETES}`;
  const [pod, container] = [quoted(`${spec.control}.pod.json`), quoted(`${spec.control}.container.json`)];
  const told = (what: string) => `${crictl} inspect --output go-template --template '{{.${what}}}' "$id"`;
  const start = `${crictl} inspecti --quiet ${reference} >/dev/null 2>&1 || ${ctr} images import ${quoted(tar)} >&2
printf %s ${quoted(JSON.stringify(podConfig(spec, kept, "")))} >${pod}
printf %s ${quoted(JSON.stringify(containerConfig(spec, kept, reference)))} >${container}
pod=$(${crictl} runp ${pod}); id=$(${crictl} create "$pod" ${container} ${pod}); ${crictl} start "$id" >&2
${told("info.pid")} >${quoted(pidFile)}
until [ "$(${told("status.state")})" = CONTAINER_EXITED ]; do sleep 0.1; done
code=$(${told("status.exitCode")}); ${crictl} rmp --force "$pod" >&2; ( exit "$code" )`;
  const pods = (command: string) =>
    `for pod in $(${crictl} pods --quiet --name ${name}); do ${command}; done`;
  return {
    start,
    exec: (words) =>
      pods(`${crictl} exec "$(${crictl} ps --quiet --pod "$pod")" ${words.map(quoted).join(" ")}`),
    end: pods(`${crictl} rmp --force "$pod"`),
  };
}
