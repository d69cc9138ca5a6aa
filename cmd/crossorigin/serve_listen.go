package main

import (
	"fmt"
	"net"
	"net/url"
	"strconv"
)

// firstPort is the port that Hugo's own server has by default, and ports is
// how many are tried from there.
const (
	firstPort = 1313
	ports     = 20
)

// listen opens the address, or a free port of this machine if it is "". It
// leaves out the port of the server behind, which may not run just now.
func listen(address string, upstream *url.URL) (net.Listener, error) {
	if address != "" {
		at, err := net.ResolveTCPAddr("tcp", address)
		if err != nil {
			return nil, fmt.Errorf("--listen is %q, expected an address such as 127.0.0.1:1313: %w", address, err)
		}
		if meets(at, upstream) {
			return nil, fmt.Errorf("--listen is %q, which is the address of the server behind", address)
		}
		return net.ListenTCP("tcp", at)
	}
	for port := firstPort; port < firstPort+ports; port++ {
		at := &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: port}
		if meets(at, upstream) {
			continue
		}
		if l, err := net.ListenTCP("tcp", at); err == nil {
			return l, nil
		}
	}
	return net.Listen("tcp", "127.0.0.1:0")
}

// meets says whether requests to the server would come back to the address.
func meets(at *net.TCPAddr, server *url.URL) bool {
	if at.Port == 0 || server.Port() != strconv.Itoa(at.Port) {
		return false
	}
	to, err := net.ResolveIPAddr("ip", server.Hostname())
	return err == nil && (to.IP.Equal(at.IP) || to.IP.IsLoopback() && (at.IP == nil || at.IP.IsUnspecified() || at.IP.IsLoopback()))
}
