package serve

import (
	"fmt"
	"net"
	"os"
	"reflect"
	"strconv"
	"strings"
	"testing"
)

// fakeHugo makes the test binary behave as Hugo in [TestMain]: its first
// argument says how.
const fakeHugo = "hugo-that-"

func TestMain(m *testing.M) {
	if len(os.Args) > 1 && strings.HasPrefix(os.Args[1], fakeHugo) {
		beHugo(strings.TrimPrefix(os.Args[1], fakeHugo), os.Args[2:])
	}
	os.Exit(m.Run())
}

func fake(t *testing.T, how string, args ...string) *Command {
	t.Helper()
	c, err := ParseCommand(append([]string{os.Args[0], fakeHugo + how, "server"}, args...))
	if err != nil {
		t.Fatal(err)
	}
	// The test binary may have a name that looks like Hugo's.
	c.launch = []string{os.Args[0], fakeHugo + how}
	return c
}

func TestSite(t *testing.T) {
	t.Setenv("HUGO_ENVIRONMENT", "")
	t.Setenv("HUGO_ENV", "")
	site, err := fake(t, "has a site", "--source", "docs").Sites(t.Context())
	want := []Site{{"", true, "https://example.org/sub/", map[string]any{"asked": "config --format json --source=docs --environment=development"}}}
	if err != nil || !reflect.DeepEqual(site, want) {
		t.Errorf("got %+v, %v, want %+v", site, err, want)
	}

	t.Setenv("HUGO_ENVIRONMENT", "staging")
	site, err = fake(t, "has a site").Sites(t.Context())
	want[0].Params = map[string]any{"asked": "config --format json --environment=staging"}
	if err != nil || !reflect.DeepEqual(site, want) {
		t.Errorf("got %+v, %v, want %+v", site, err, want)
	}
}

func TestSitesOfLanguages(t *testing.T) {
	sites, err := fake(t, "has languages").Sites(t.Context())
	var got []string
	for _, s := range sites {
		got = append(got, fmt.Sprint(s))
	}
	want := "{en false https://en.example/ map[of:en]} {ja true https://ja.example/ map[of:ja]} {de false https://de.example/ map[of:de]}"
	if err != nil || strings.Join(got, " ") != want {
		t.Errorf("got %v, %v, want %s", got, err, want)
	}
	if !Multihost(sites) || Multihost(sites[:1]) {
		t.Error("sites of several hosts are not told from others")
	}
}

func TestMove(t *testing.T) {
	listen := &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 1314}
	for _, test := range []struct{ name, args, from, to string }{
		{"of the language", "", "http://localhost:4001/sub/", "http://localhost:1314/sub/"},
		{"address named", "--bind 192.0.2.1", "http://localhost:4001/sub/", "http://localhost:1314/sub/"},
		{"flag", "--baseURL http://dev.example/", "http://dev.example:4001/", "http://dev.example:1314/"},
	} {
		t.Run(test.name, func(t *testing.T) {
			m, err := fake(t, "", strings.Fields(test.args)...).Move(Site{BaseURL: "https://ja.example/sub"}, mustParse(t, "http://127.0.0.1:4001"), listen)
			if err != nil || m.From.String() != test.from || m.To.String() != test.to {
				t.Errorf("got %v, %v", m, err)
			}
		})
	}
}

func TestSiteFails(t *testing.T) {
	for how, want := range map[string]string{
		"fails":          "exit status 3\nERROR no such theme",
		"prints no JSON": "expected JSON",
	} {
		if _, err := fake(t, how).Sites(t.Context()); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want %q", how, err, want)
		}
	}
	c := &Command{launch: []string{"hugo-that-is-not-installed"}}
	if _, err := c.Sites(t.Context()); err == nil || !strings.Contains(err.Error(), "not found") {
		t.Errorf("error %v", err)
	}
}

func TestUpstream(t *testing.T) {
	for _, test := range []struct{ name, args, want string }{
		{"port named", "--port 4000", "http://127.0.0.1:4000"},
		{"shorthand", "-p4000", "http://127.0.0.1:4000"},
		{"address named", "--bind 192.0.2.1 --port 4000", "http://192.0.2.1:4000"},
		{"every address", "--bind 0.0.0.0 --port 4000", "http://127.0.0.1:4000"},
		{"IPv6", "--bind ::1 --port 4000", "http://[::1]:4000"},
	} {
		t.Run(test.name, func(t *testing.T) {
			all, flags, err := fake(t, "", strings.Fields(test.args)...).Upstreams(1)
			if err != nil || len(all) != 1 || all[0].String() != test.want || len(flags) != 0 {
				t.Errorf("got %v, %q, %v, want %s", all, flags, err, test.want)
			}
		})
	}
	if all, flags, err := fake(t, "", "-p", "0").Upstreams(1); err != nil || all[0].Port() == "0" || len(flags) != 1 || flags[0] != "--port="+all[0].Port() {
		t.Errorf("for any port got %v, %q, %v", all, flags, err)
	}
	all, flags, err := fake(t, "").Upstreams(3)
	if err != nil || len(all) != 3 {
		t.Fatalf("got %v, %v", all, err)
	}
	at := all[0]
	if len(flags) != 1 || flags[0] != "--port="+at.Port() || at.Hostname() != "127.0.0.1" {
		t.Fatalf("got %v, %q, %v", at, flags, err)
	}
	first, err := strconv.Atoi(at.Port())
	if err != nil {
		t.Fatal(err)
	}
	for i, at := range all {
		if at.Port() != strconv.Itoa(first+i) {
			t.Errorf("the ports are not in a row: %v", all)
		}
		l, err := net.Listen("tcp", at.Host)
		if err != nil {
			t.Fatalf("the port is not free: %v", err)
		}
		defer l.Close()
	}
	if _, _, err := fake(t, "", "--port", strconv.Itoa(first-1)).Upstreams(2); err == nil || !strings.Contains(err.Error(), "needs 2 ports from") {
		t.Errorf("a port that is taken: %v", err)
	}
	if _, _, err := fake(t, "", "--port", "x").Upstreams(1); err == nil {
		t.Error("a port that is no number is taken")
	}
}

func TestBase(t *testing.T) {
	here := &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 1313}
	for _, test := range []struct {
		name, site, args string
		listen           *net.TCPAddr
		want             string
	}{
		{"of the site", "https://example.org/", "", here, "http://localhost:1313/"},
		{"with a path", "https://example.org/sub", "", here, "http://localhost:1313/sub/"},
		{"of the site, with a port", "https://example.org:8443/", "", here, "http://localhost:1313/"},
		{"none", "", "", here, "http://localhost:1313/"},
		{"without scheme", "example.org/sub", "", here, "http://localhost:1313/sub/"},
		{"every address", "/", "", &net.TCPAddr{IP: net.IPv4zero, Port: 80}, "http://localhost:80/"},
		{"another machine's address", "/", "", &net.TCPAddr{IP: net.IPv4(192, 0, 2, 1), Port: 1313}, "http://192.0.2.1:1313/"},
		{"IPv6", "/", "", &net.TCPAddr{IP: net.IPv6loopback, Port: 1313}, "http://localhost:1313/"},
		{"flag", "https://example.org/sub/", "--baseURL http://192.0.2.7/other/", here, "http://192.0.2.7:1313/other/"},
		{"shorthand without scheme", "https://example.org/", "-b dev.example", here, "http://dev.example:1313/"},
		{"flag with a path alone", "https://example.org/sub/", "--baseURL /other", here, "http://localhost:1313/other/"},
		{"flag with its own port", "https://example.org/", "--baseURL https://dev.example:444/ --appendPort=false", here, "https://dev.example:444/"},
	} {
		t.Run(test.name, func(t *testing.T) {
			base, flags, err := fake(t, "", strings.Fields(test.args)...).Base(Site{BaseURL: test.site}, test.listen)
			if err != nil || base.String() != test.want {
				t.Fatalf("got %v, %v, want %s", base, err, test.want)
			}
			if got := strings.Join(flags, " "); got != "--baseURL="+test.want+" --appendPort=false" {
				t.Errorf("flags %s", got)
			}
		})
	}
	if _, _, err := fake(t, "").Base(Site{BaseURL: "https://exa mple/"}, here); err == nil || !strings.Contains(err.Error(), `"https://exa mple/"`) {
		t.Errorf("error %v", err)
	}
}
