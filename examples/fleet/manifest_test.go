// Package fleet has examples of how ipcbench is run on many machines. Its test decodes the Kubernetes manifests. It is
// a module of its own, so that ipcbench need not have Kubernetes' modules.
package fleet

import (
	"bytes"
	"os"
	"strings"
	"testing"

	appsv1 "k8s.io/api/apps/v1"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	"sigs.k8s.io/yaml"
)

// Each object is of a kind that Kubernetes has, with no field that it does not; and what one names, another one has.
func TestManifestsFitTheirTypes(t *testing.T) {
	text, err := os.ReadFile("kubernetes.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var service corev1.Service
	var ends appsv1.StatefulSet
	var job batchv1.Job
	for _, object := range bytes.Split(text, []byte("\n---\n")) {
		var kind struct{ APIVersion, Kind string }
		if err := yaml.Unmarshal(object, &kind); err != nil {
			t.Fatal(err)
		}
		var into any
		switch kind.APIVersion + " " + kind.Kind {
		case "v1 Service":
			into = &service
		case "apps/v1 StatefulSet":
			into = &ends
		case "batch/v1 Job":
			into = &job
		default:
			t.Fatalf("a %s of %s, which this test does not know", kind.Kind, kind.APIVersion)
		}
		if err := yaml.UnmarshalStrict(object, into); err != nil {
			t.Errorf("%s: %v", kind.Kind, err)
		}
	}
	if ends.Spec.ServiceName != service.Name || service.Spec.ClusterIP != corev1.ClusterIPNone {
		t.Errorf("the pods of %s have no names: service %s, cluster IP %q", ends.Name, service.Name,
			service.Spec.ClusterIP)
	}
	for key, value := range service.Spec.Selector {
		if ends.Spec.Template.Labels[key] != value || ends.Spec.Selector.MatchLabels[key] != value {
			t.Errorf("%s=%s selects no pod", key, value)
		}
	}
	pairs, indexed := *ends.Spec.Replicas, *job.Spec.CompletionMode == batchv1.IndexedCompletion
	if *job.Spec.Completions != pairs || *job.Spec.Parallelism != pairs || !indexed {
		t.Errorf("%d ends B, and a job of %d, %d at a time, indexed: %v", pairs, *job.Spec.Completions,
			*job.Spec.Parallelism, indexed)
	}
	address := "connect:" + ends.Name + "-$(PAIR)." + service.Name + ":7070"
	if arguments := job.Spec.Template.Spec.Containers[0].Args; !strings.Contains(strings.Join(arguments, " "),
		address) {
		t.Errorf("end A does not connect to %s: %q", address, arguments)
	}
	for name, pod := range map[string]corev1.PodSpec{"A": job.Spec.Template.Spec, "B": ends.Spec.Template.Spec} {
		volumes := map[string]bool{}
		for _, v := range pod.Volumes {
			volumes[v.Name] = true
		}
		for _, m := range pod.Containers[0].VolumeMounts {
			if !volumes[m.Name] {
				t.Errorf("end %s mounts %s, which is no volume", name, m.Name)
			}
		}
		cpus := pod.Containers[0].Resources
		if cpus.Limits.Cpu().Cmp(*cpus.Requests.Cpu()) != 0 || cpus.Limits.Cpu().MilliValue()%1000 != 0 {
			t.Errorf("end %s asks for %v CPUs and may use %v: CPUs of its own take the same whole number", name,
				cpus.Requests.Cpu(), cpus.Limits.Cpu())
		}
	}
}
