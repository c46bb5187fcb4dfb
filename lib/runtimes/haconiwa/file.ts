import type { Stdio } from "../../strategies/strategy.ts";
import { type Bind, bindsOf } from "../control-mounts.ts";
import { containerName } from "../names.ts";
import type { ContainerSpec } from "../runtime.ts";

/**
 * The .haco of one container, as Haconiwa 0.11.5 reads it. Where the log is a file it is the daemon's wiring: PID 1's own process
 * opens it on the host's side, after its fork and before its execve. Else the container inherits fds 0–2 in the foreground.
 * @param files `status`: where the hook writes the true end of PID 1, of which the command line says nothing. `pid`: else below /var/run, where it would
 * outlive a run that was killed
 */
export function haconiwaFile(
  spec: ContainerSpec,
  sources: Stdio["sources"],
  files: { readonly status: string; readonly pid: string },
): string {
  const { rootfs, entrypoint } = spec.image;
  const binds = [{ source: "/dev/null", target: "/dev/null", readOnly: false }, ...bindsOf(spec)];
  return `Haconiwa.define do |config|
  config.name = ${ruby(containerName(spec))}
  config.container_pid_file = ${ruby(files.pid)}
  config.chroot_to ${ruby(rootfs)}
  config.rootfs.readonly = false
  config.workdir = "/"
  config.init_command = [${[...entrypoint, ...spec.args].map(ruby).join(", ")}]
  config.environ = { "FD012_LABEL" => ${ruby(spec.label)} }
${binds.map((bind) => mountPoint(rootfs, bind)).join("\n")}
  config.namespace.unshare "mount"
  config.namespace.unshare "pid"
  config.mount_independent "procfs"
  config.capabilities.allow :all
  config.acts_as_session_leader
${daemonWiring(sources)}  config.add_general_hook(:teardown_container) do |container|
    status = container.exit_status
    File.open(${ruby(files.status)}, "w") do |file|
      file.puts(status.signaled? ? "killed by signal #{status.termsig}" : "exit #{status.exitstatus}")
    end
  end
end
`;
}

function mountPoint(rootfs: string, { source, target, readOnly }: Bind): string {
  const manner = readOnly ? ", readonly: true" : "";
  return `  config.add_mount_point ${ruby(source)}, to: ${ruby(rootfs + target)}${manner}`;
}

export function isDaemon(sources: Stdio["sources"]): boolean {
  return sources.some(({ kind }) => kind === "file");
}

// Daemonized in a hook, the command stays until PID 1 has ended: `config.daemonize!` alone would let it go at once.
function daemonWiring(sources: Stdio["sources"]): string {
  if (!isDaemon(sources)) return "";
  const streams = (["stdout", "stderr"] as const).map((name, index) => {
    const source = sources[index + 1];
    return source?.kind === "file" ? `  config.command.set_${name}(host_file: ${ruby(source.path)})\n` : "";
  });
  return `${streams.join("")}  config.add_general_hook(:setup) { |barn| barn.daemonize! }\n`;
}

/** A string of Ruby in which nothing is interpolated. */
function ruby(text: string): string {
  return `'${text.replace(/[\\']/g, "\\$&")}'`;
}
