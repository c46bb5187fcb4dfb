import type { fromJSON } from "@grpc/proto-loader";

/**
 * What fd012 uses of Kubernetes' Container Runtime Interface, version v1 (k8s.io/cri-api, pkg/apis/runtime/v1/api.proto): messages by name, fields as
 * that file declares them. What is left out is skipped when it is read. Enumerations are their numbers, which are the same on the wire.
 */
const messages: Record<string, Record<string, string>> = {
  VersionRequest: { version: "string 1" },
  VersionResponse: { runtime_name: "string 2", runtime_version: "string 3" },
  StatusRequest: { verbose: "bool 1" },
  StatusResponse: { info: "map string 2" },
  RuntimeConfigRequest: {},
  RuntimeConfigResponse: { linux: "LinuxRuntimeConfiguration 1" },
  LinuxRuntimeConfiguration: { cgroup_driver: "int32 1" },

  ImageSpec: { image: "string 1" },
  ImageStatusRequest: { image: "ImageSpec 1" },
  ImageStatusResponse: { image: "Image 1" },
  Image: { id: "string 1", repo_tags: "repeated string 2" },
  ListImagesRequest: {},
  ListImagesResponse: { images: "repeated Image 1" },
  RemoveImageRequest: { image: "ImageSpec 1" },
  RemoveImageResponse: {},

  NamespaceOption: { network: "int32 1", pid: "int32 2", ipc: "int32 3" },
  PodSandboxMetadata: { name: "string 1", uid: "string 2", namespace: "string 3", attempt: "uint32 4" },
  LinuxSandboxSecurityContext: { namespace_options: "NamespaceOption 1" },
  LinuxPodSandboxConfig: { cgroup_parent: "string 1", security_context: "LinuxSandboxSecurityContext 2" },
  PodSandboxConfig: {
    metadata: "PodSandboxMetadata 1",
    log_directory: "string 3",
    labels: "map string 6",
    linux: "LinuxPodSandboxConfig 8",
  },
  RunPodSandboxRequest: { config: "PodSandboxConfig 1" },
  RunPodSandboxResponse: { pod_sandbox_id: "string 1" },
  StopPodSandboxRequest: { pod_sandbox_id: "string 1" },
  StopPodSandboxResponse: {},
  RemovePodSandboxRequest: { pod_sandbox_id: "string 1" },
  RemovePodSandboxResponse: {},
  PodSandboxStatusRequest: { pod_sandbox_id: "string 1", verbose: "bool 2" },
  PodSandboxStatusResponse: { info: "map string 2" },
  ListPodSandboxRequest: {},
  ListPodSandboxResponse: { items: "repeated PodSandbox 1" },
  PodSandbox: { id: "string 1", metadata: "PodSandboxMetadata 2", labels: "map string 5" },

  ContainerMetadata: { name: "string 1", attempt: "uint32 2" },
  KeyValue: { key: "string 1", value: "string 2" },
  Mount: { container_path: "string 1", host_path: "string 2", readonly: "bool 3" },
  Int64Value: { value: "int64 1" },
  LinuxContainerSecurityContext: {
    namespace_options: "NamespaceOption 3",
    run_as_user: "Int64Value 5",
    run_as_group: "Int64Value 12",
  },
  LinuxContainerConfig: { security_context: "LinuxContainerSecurityContext 2" },
  ContainerConfig: {
    metadata: "ContainerMetadata 1",
    image: "ImageSpec 2",
    command: "repeated string 3",
    args: "repeated string 4",
    envs: "repeated KeyValue 6",
    mounts: "repeated Mount 7",
    labels: "map string 9",
    log_path: "string 11",
    tty: "bool 14",
    linux: "LinuxContainerConfig 15",
  },
  CreateContainerRequest: {
    pod_sandbox_id: "string 1",
    config: "ContainerConfig 2",
    sandbox_config: "PodSandboxConfig 3",
  },
  CreateContainerResponse: { container_id: "string 1" },
  StartContainerRequest: { container_id: "string 1" },
  StartContainerResponse: {},
  ContainerStatusRequest: { container_id: "string 1", verbose: "bool 2" },
  ContainerStatusResponse: { status: "ContainerStatus 1", info: "map string 2" },
  ContainerStatus: {
    state: "int32 3",
    exit_code: "int32 7",
    reason: "string 10",
    message: "string 11",
  },
  ReopenContainerLogRequest: { container_id: "string 1" },
  ReopenContainerLogResponse: {},
  ExecRequest: {
    container_id: "string 1",
    cmd: "repeated string 2",
    tty: "bool 3",
    stdin: "bool 4",
    stdout: "bool 5",
    stderr: "bool 6",
  },
  ExecResponse: { url: "string 1" },
};

/** Of the service RuntimeService; what is about images is the ImageService's. */
const methods = {
  RuntimeService: [
    ...["Version", "Status", "RuntimeConfig", "RunPodSandbox", "StopPodSandbox", "RemovePodSandbox"],
    ...["PodSandboxStatus", "ListPodSandbox", "CreateContainer", "StartContainer", "ContainerStatus"],
    ...["ReopenContainerLog", "Exec"],
  ],
  ImageService: ["ImageStatus", "ListImages", "RemoveImage"],
};

export type ServiceName = keyof typeof methods;

/** The service that has a method. */
export function serviceOf(method: string): ServiceName {
  return methods.ImageService.includes(method) ? "ImageService" : "RuntimeService";
}

/** The same as protobufjs' JSON descriptor. */
export function descriptor(): Parameters<typeof fromJSON>[0] {
  const types = Object.entries(messages).map(([name, fields]) => [name, { fields: fieldsOf(fields) }]);
  const services = Object.entries(methods).map(([name, its]) => [name, { methods: methodsOf(its) }]);
  const v1 = { nested: Object.fromEntries([...types, ...services]) };
  return { nested: { runtime: { nested: { v1 } } } };
}

function fieldsOf(fields: Readonly<Record<string, string>>) {
  return Object.fromEntries(
    Object.entries(fields).map(([name, declared]) => {
      const [id = "", type = "", rule] = declared.split(" ").reverse();
      const kind = rule === "map" ? { keyType: "string" } : rule ? { rule } : {};
      return [name, { ...kind, type, id: Number(id) }];
    }),
  );
}

function methodsOf(names: readonly string[]) {
  return Object.fromEntries(
    names.map((name) => [name, { requestType: `${name}Request`, responseType: `${name}Response` }]),
  );
}
