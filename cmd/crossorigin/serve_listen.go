package main

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"slices"
	"strconv"
)

// firstPort is the port that Hugo's own server has by default, and ports is
// how many are tried from there.
const (
	firstPort = 1313
	ports     = 40
)

// listen opens an address for each of the servers behind: the one given and
// those with the following ports, or free ports of this machine if it is "". It
// leaves out the ports of the servers, which may not run just now.
func listen(wanted string, servers []*url.URL) (all []net.Listener, err error) {
	defer func() {
		if err != nil {
			for _, l := range all {
				err = errors.Join(err, l.Close())
			}
		}
	}()
	if wanted == "" {
		for port := firstPort; port < firstPort+ports && len(all) < len(servers); port++ {
			at := &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: port}
			if meetsAny(at, servers) {
				continue
			}
			if l, err := net.ListenTCP("tcp", at); err == nil {
				all = append(all, l)
			}
		}
		for len(all) < len(servers) {
			l, err := net.Listen("tcp", "127.0.0.1:0")
			if err != nil {
				return all, err
			}
			all = append(all, l)
		}
		return all, nil
	}
	at, err := net.ResolveTCPAddr("tcp", wanted)
	if err != nil {
		return nil, fmt.Errorf("--listen is %q, expected an address such as 127.0.0.1:1313: %w", wanted, err)
	}
	for range servers {
		if meetsAny(at, servers) {
			return all, fmt.Errorf("--listen is %q, but %s is the address of a server behind", wanted, at)
		}
		l, err := net.ListenTCP("tcp", at)
		if err != nil {
			return all, err
		}
		all = append(all, l)
		if at.Port != 0 {
			at.Port++
		}
	}
	return all, nil
}

func address(l net.Listener) *net.TCPAddr { return l.Addr().(*net.TCPAddr) }

// reached are the addresses at which other machines reach one: itself, or those
// of this machine where it stands for all of them.
func reached(at *net.TCPAddr) (all []string) {
	mine, err := net.InterfaceAddrs()
	if !at.IP.IsUnspecified() || err != nil {
		return []string{at.String()}
	}
	for _, a := range mine {
		if n, ok := a.(*net.IPNet); ok && n.IP.IsGlobalUnicast() {
			all = append(all, net.JoinHostPort(n.IP.String(), strconv.Itoa(at.Port)))
		}
	}
	return all
}

// meetsAny says whether requests to one of the servers would come back to the
// address.
func meetsAny(at *net.TCPAddr, servers []*url.URL) bool {
	return slices.ContainsFunc(servers, func(server *url.URL) bool { return meets(at, server) })
}

// meets says whether requests to the server would come back to the address.
func meets(at *net.TCPAddr, server *url.URL) bool {
	if at.Port == 0 || server.Port() != strconv.Itoa(at.Port) {
		return false
	}
	to, err := net.ResolveIPAddr("ip", server.Hostname())
	return err == nil && (to.IP.Equal(at.IP) || to.IP.IsLoopback() && (at.IP == nil || at.IP.IsUnspecified() || at.IP.IsLoopback()))
}
