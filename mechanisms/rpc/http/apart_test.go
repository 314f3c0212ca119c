package http_test

import (
	"testing"

	"ipcbench/mechanisms/kit/loopback"
	"ipcbench/mechanisms/mechtest"
	"ipcbench/mechanisms/rpc/http"
)

func TestTLS(t *testing.T) {
	if err := loopback.Available(); err != nil {
		t.Skip(err)
	}
	mechtest.Run(t, http.HTTP{TLS: true})
}

func TestTLSApart(t *testing.T) { mechtest.Apart(t, http.HTTP{TLS: true}) }
