package http_test

import (
	"testing"

	"ipcbench/mechanisms/mechtest"
	"ipcbench/mechanisms/rpc/http"
)

func TestHTTP(t *testing.T) { mechtest.Run(t, http.HTTP{}) }

func TestTCP(t *testing.T) { mechtest.Run(t, http.HTTP{TCP: true}) }

func TestTwo(t *testing.T) { mechtest.Run(t, http.HTTP{Two: true}) }
