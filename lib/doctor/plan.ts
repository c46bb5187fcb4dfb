/** What an installation depends on: plain data, so that the plan can be made and shown without touching anything. */
export interface Situation {
  /** ID and ID_LIKE of os-release(5). */
  readonly distributions: readonly string[];
  readonly isRoot: boolean;
  /** Whether systemd is in charge of the machine, which starts daemons then. */
  readonly hasSystemd: boolean;
  /** Names of the programs of `packages` that are there. */
  readonly programs: ReadonlySet<string>;
  /** Whether an engine answers on docker's own socket. */
  readonly dockerAnswers: boolean;
  /** Controllers that cgroup v2 still holds on a machine with v1 and v2; crun refuses it while there are any. */
  readonly freeControllers: readonly string[];
}

/** One command, and why it is there. */
export interface Step {
  readonly why: string;
  /** For sh(1), as it could be typed. */
  readonly command: string;
  /** Where to knock until somebody answers, once the command has been run. */
  readonly listens?: string;
}

/** The package that brings each program, on Debian and Ubuntu. */
export const packages: Readonly<Record<string, string>> = {
  dockerd: "docker.io",
  iptables: "iptables", // dockerd starts nothing without it.
  ctr: "containerd",
  runc: "runc",
  crun: "crun",
  runsc: "runsc",
  podman: "podman",
  conmon: "conmon",
  newuidmap: "uidmap", // What podman is driven with on a user's behalf.
  bwrap: "bubblewrap",
  "systemd-nspawn": "systemd-container",
  "lxc-start": "lxc",
};

export const DOCKER_SOCKET = "/var/run/docker.sock";
const DOCKERD_LOG = "/var/log/fd012-dockerd.log";
const CGROUPS = "/sys/fs/cgroup";

/** What brings everything that is missing, in order. Empty where nothing is. */
export function planOf(situation: Situation): Step[] {
  return [...packageSteps(situation), ...cgroupSteps(situation), ...dockerSteps(situation)];
}

/** Why nothing can be installed here; null where it can. */
export function whyNot({ distributions, isRoot }: Situation): string | null {
  if (!distributions.some((one) => one === "debian" || one === "ubuntu")) {
    const here = distributions[0] ?? "an unknown distribution";
    return `fd012 doctor --install knows Debian and Ubuntu only, and this is ${here}; "fd012 doctor" says what is missing.`;
  }
  return isRoot ? null : "Only root can install packages and start daemons: sudo fd012 doctor --install.";
}

function packageSteps({ programs }: Situation): Step[] {
  const wanted = Object.entries(packages).flatMap(([program, name]) => (programs.has(program) ? [] : [name]));
  if (wanted.length === 0) return [];
  const install = `DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends ${wanted.join(" ")}`;
  return [
    { why: "what packages there are", command: "apt-get update" },
    { why: "runtimes that are missing", command: install },
  ];
}

function cgroupSteps({ freeControllers }: Situation): Step[] {
  return freeControllers.map((name) => ({
    why: `crun refuses hybrid cgroups while version 2 still holds ${name}: it goes to version 1`,
    command: `mkdir -p ${CGROUPS}/${name} && mount -t cgroup -o ${name} cgroup ${CGROUPS}/${name}`,
  }));
}

function dockerSteps({ dockerAnswers, hasSystemd }: Situation): Step[] {
  if (dockerAnswers) return [];
  const command = hasSystemd ? "systemctl start docker" : `setsid dockerd </dev/null >>${DOCKERD_LOG} 2>&1 &`;
  return [{ why: "no docker engine answers", command, listens: DOCKER_SOCKET }];
}
