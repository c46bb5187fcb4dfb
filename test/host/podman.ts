import t from "tap";
import { lastLine, podmanEnvironment } from "../../lib/host/podman.ts";

t.test("the sentence is the last line, whatever was warned of before", async (t) => {
  t.equal(lastLine('time="now" level=warning msg="x"\nError: no such thing\n'), "no such thing");
  t.equal(lastLine(""), "");
});

t.test("only what names podman's own files comes from the caller", async (t) => {
  process.env.CONTAINERS_CONF = "/etc/other.conf";
  process.env.NODE_OPTIONS_OF_OURS = "x";
  t.match(podmanEnvironment(), { CONTAINERS_CONF: "/etc/other.conf", LC_ALL: "C" });
  t.notOk("NODE_OPTIONS_OF_OURS" in podmanEnvironment());
});
